"""Where the mail and text systems report back."""

from django.urls import path

from openline.channels.messages import views

urlpatterns = [
    path("texts/inbound", views.text_came_in, name="hook-text-came-in"),
    path("texts/receipts", views.text_receipt, name="hook-text-receipt"),
    path("email/receipts", views.email_receipt, name="hook-email-receipt"),
]
