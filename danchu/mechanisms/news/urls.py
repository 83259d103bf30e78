"""Addresses of the news: readers' pages. The desk's stand in `desk_urls`."""

from django.urls import path
from django.utils.translation import gettext_lazy

from danchu.mechanisms.news import commenting, earlier, feeds, mailing, views

app_name = "news"
MENU = (gettext_lazy("Tin tức"), "news:listing")
urlpatterns = [
    path("tin-tuc/", views.listing, name="listing"),
    path("tin-tuc/lich/", views.archive, name="archive"),
    path("tin-tuc/luot-doc/", views.readings, name="readings"),
    path("tin-tuc/moi.atom", feeds.atom, name="atom"),
    path("tin-tuc/moi.json", feeds.json_feed, name="json_feed"),
    path("tin-tuc/so-do/<str:month>.xml", feeds.month_map, name="month_map"),
    path("tin-tuc/<str:code>/", views.article, name="article"),
    path("tin-tuc/<str:code>/ban-truoc/<int:n>/", earlier.earlier, name="earlier"),
    path("tin-tuc/<str:code>/luot/", views.count, name="count"),
    path("tin-tuc/<str:code>/y-kien/", commenting.write, name="comment"),
    path("tin-tuc/<str:code>/gui-thu/", mailing.mail, name="mail"),
    path("tin-tuc/thoi-nhan-thu/<str:token>/", mailing.no_letters, name="no_letters"),
    path("y-kien-ban-doc/<str:code>/", commenting.own, name="own_comment"),
    path("y-kien-ban-doc/<str:code>/bao/", commenting.report, name="report"),
    path("y-kien-ban-doc/<str:code>/chuyen/", commenting.convert, name="convert"),
    path("sitemap.xml", feeds.site_map, name="site_map"),
    path("robots.txt", feeds.robots, name="robots"),
]
