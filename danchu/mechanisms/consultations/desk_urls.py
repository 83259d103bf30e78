"""Addresses of the desk of consultations. Included before the petitions' desk, which takes what is left."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.consultations import (
    desk,
    desk_drafts,
    desk_entry,
    desk_import,
    desk_keying,
    desk_rows,
    desk_steps,
    desk_texts,
    draft_files,
    plan_paper,
)

app_name = "consultations_desk"
ROOM = (gettext_lazy("Lấy ý kiến"), "consultations_desk:listing")
_HERE = "ban-lam-viec/lay-y-kien/"
urlpatterns = [
    path(_HERE, desk.listing, name="listing"),
    path(_HERE + "du-thao-moi/", desk_drafts.new_document, name="new_document"),
    path(_HERE + "du-thao/<str:code>/", desk.document, name="document"),
    path(_HERE + "du-thao/<str:code>/ban-moi/", desk_drafts.new_version, name="new_version"),
    path(_HERE + "du-thao/<str:code>/ban-<int:no>.<slug:kind>", draft_files.at_desk, name="draft_file"),
    path(_HERE + "du-thao/<str:code>/so-sanh/", desk_drafts.compare, name="compare"),
    path(_HERE + "du-thao/<str:code>/ke-hoach/", desk_steps.plan, name="plan"),
    path(_HERE + "du-thao/<str:code>/buoc/<slug:name>/", desk_steps.document_step, name="document_step"),
    path(_HERE + "<str:code>/", desk.consultation, name="consultation"),
    path(_HERE + "<str:code>/ke-hoach.<slug:kind>", plan_paper.download, name="plan_paper"),
    path(_HERE + "<str:code>/buoc/<slug:name>/", desk_steps.step, name="step"),
    path(_HERE + "<str:code>/nhap/", desk_entry.entry, name="entry"),
    path(_HERE + "<str:code>/nhap/bang-tinh/", desk_import.bring, name="import"),
    path(_HERE + "<str:code>/nhap/mau.csv", desk_import.pattern, name="import_pattern"),
    path(_HERE + "<str:code>/phieu/", desk_keying.keying, name="keying"),
    path(_HERE + "<str:code>/phieu/<int:pk>/bo/", desk_keying.drop, name="drop_form"),
    path(_HERE + "<str:code>/nhom/", desk_rows.rows, name="rows"),
    path(_HERE + "<str:code>/nhom/gop/", desk_rows.merge, name="merge"),
    path(_HERE + "<str:code>/nhom/<int:pk>/", desk_rows.row, name="row"),
    path(_HERE + "<str:code>/nhom/<int:pk>/tach/", desk_rows.split, name="split"),
    path(_HERE + "<str:code>/nhom/<int:pk>/loi-cong-khai/", desk_texts.correct, name="correct"),
    path(_HERE + "<str:code>/duyet-noi-dung/", desk_texts.texts, name="texts"),
]
