from django.urls import path

from search import listening, views

urlpatterns = [
    path("", views.results, name="search"),
    path("anoigma/", listening.opened, name="search_opened"),
    path("chrisimo/", listening.helped, name="search_helped"),
]
