"""Tin tức, thông báo, ý kiến bạn đọc: the people are told first."""
