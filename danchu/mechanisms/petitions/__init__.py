"""Phản ánh, kiến nghị, góp ý, sáng kiến, khiếu nại: the people inspect, supervise and benefit."""
