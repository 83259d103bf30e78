"""Consultations (lấy ý kiến Nhân dân): a draft, what people say of it, and an answer to every opinion."""
