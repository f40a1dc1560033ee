"""Addresses of the public ledger, below `<forum>/ledger/`."""

from django.urls import path

from avow.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.chronicle, name="home"),
    path("chain.jsonl", views.chain, name="chain"),
    path("verify/", views.verify, name="verify"),
]
