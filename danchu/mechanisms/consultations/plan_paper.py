"""The plan of a consultation as a paper to sign and send to the People's Council and the Front (art. 28(1))."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from danchu.ground.documents.issuers import issuer
from danchu.ground.documents.paper import BLANK, Block, Heading, Items, Paper, Paragraph
from danchu.ground.documents.writing import DOCX, PDF, NotSet, to_docx, to_pdf
from danchu.ground.people.access import official_required
from danchu.law import papers
from danchu.law.limits import limit_for
from danchu.mechanisms.consultations import rules
from danchu.mechanisms.consultations.desk import consultation_of
from danchu.mechanisms.consultations.models import Consultation

MIMES = {"docx": DOCX, "pdf": PDF}


def paper_of(c: Consultation) -> Paper:
    """Content, forms, time, who is responsible: what the article asks a plan to name."""
    on = timezone.localdate(c.planned_at)
    limit = limit_for(rules.window(c.matter), on)
    time = (f"Từ ngày {c.planned_from:%d/%m/%Y} đến hết ngày {c.planned_until:%d/%m/%Y}."
            if c.planned_from and c.planned_until else f"Từ ngày {BLANK} đến hết ngày {BLANK}.")
    body: list[Block] = [
        Paragraph(f"Căn cứ {rules.PLAN_UNDER};", italic=True),
        Heading("1. Nội dung lấy ý kiến"), Paragraph(f"{c.document.title} (bản {c.edition.no})."), Paragraph(c.summary),
        Heading("2. Hình thức"), Paragraph(c.forms or BLANK),
        Heading("3. Thời gian"), Paragraph(time), Paragraph(f"Thời gian nhận ý kiến {limit.told} ({limit.under})."),
        Heading("4. Trách nhiệm tổ chức thực hiện"), Paragraph(c.responsible or BLANK),
        Heading("5. Tổng hợp, tiếp thu, giải trình"),
        Paragraph("Mọi ý kiến được tổng hợp, tiếp thu hoặc giải trình lý do; bảng tổng hợp được công khai. Quyết định "
                  f"khác ý kiến đa số thì giải trình rõ lý do ({rules.EXPLAINED_UNDER})."),
    ]
    questions = [f"{q.text} ({'; '.join(q.options)})" for q in c.questions.order_by("place")]
    if questions:
        body += [Heading("6. Câu hỏi khảo sát"), Items(tuple(questions))]
    return Paper(issuer=issuer(c.body, on), kind=papers.Kind.PLAN, abstract=f"Lấy ý kiến Nhân dân: {c.title}",
                 body=tuple(body), recipients=("Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam"))


@never_cache
@require_safe
@official_required
def download(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The plan as DOCX or PDF, number and signature left to be filled in. Raises Http404."""
    c = consultation_of(request, code)
    if kind not in MIMES:
        raise Http404
    try:
        content = to_docx(paper_of(c)) if kind == "docx" else to_pdf(paper_of(c))
    except NotSet:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    return HttpResponse(content, content_type=MIMES[kind], headers={
        "Content-Disposition": f'attachment; filename="{c.code}-ke-hoach.{kind}"'})
