"""What somebody owes somebody by a day: the names the whole house uses for its promises."""

from enum import StrEnum


class Duty(StrEnum):
    # Reception and petitions
    TELL_SENDER = "tell_sender"  # thông báo kết quả xử lý cho người gửi
    PASS_ON_RULES_FEEDBACK = "pass_on_rules_feedback"  # chuyển phản ánh về quy định hành chính
    REFUSE_RECEPTION_NOTICE = "refuse_reception_notice"  # thông báo từ chối tiếp công dân
    POST_RECEPTION_CALENDAR = "post_reception_calendar"  # niêm yết lịch tiếp công dân
    ANNOUNCE_ONLINE_RECEPTION = "announce_online_reception"  # báo trước buổi tiếp trực tuyến
    BREACH = "breach"  # không xử lý đơn: vi phạm kỷ luật
    PARTY_HEAD_NOTICE = "party_head_notice"  # người đứng đầu cấp ủy thông báo
    # Complaints
    ACCEPT_COMPLAINT = "accept_complaint"  # thụ lý khiếu nại lần đầu
    DECIDE_COMPLAINT = "decide_complaint"  # giải quyết lần đầu
    DECIDE_COMPLAINT_COMPLEX = "decide_complaint_complex"  # … vụ việc phức tạp
    DECIDE_COMPLAINT_REMOTE = "decide_complaint_remote"  # … vùng sâu, vùng xa
    DECIDE_COMPLAINT_REMOTE_COMPLEX = "decide_complaint_remote_complex"  # … vùng sâu, phức tạp
    ACCEPT_SECOND_COMPLAINT = "accept_second_complaint"  # thụ lý lần hai
    DECIDE_SECOND_COMPLAINT = "decide_second_complaint"  # giải quyết lần hai
    DECIDE_SECOND_COMPLAINT_COMPLEX = "decide_second_complaint_complex"  # … lần hai, phức tạp
    DECIDE_SECOND_COMPLAINT_REMOTE = "decide_second_complaint_remote"  # … lần hai, vùng sâu, vùng xa
    DECIDE_SECOND_COMPLAINT_REMOTE_COMPLEX = "decide_second_complaint_remote_complex"  # … vùng sâu, phức tạp
    # Denunciations
    SORT_DENUNCIATION = "sort_denunciation"  # xử lý ban đầu thông tin tố cáo
    PASS_ON_DENUNCIATION = "pass_on_denunciation"  # chuyển tố cáo không thuộc thẩm quyền
    CONCLUDE_DENUNCIATION = "conclude_denunciation"  # giải quyết tố cáo
    EXTEND_DENUNCIATION = "extend_denunciation"  # gia hạn, mỗi lần
    # Field reports
    TAKE_IN_REPORT = "take_in_report"  # tiếp nhận phản ánh hiện trường
    TAKE_IN_URGENT_REPORT = "take_in_urgent_report"  # … khẩn cấp
    ANSWER_REPORT = "answer_report"  # trả lời phản ánh hiện trường
    # Voters' petitions
    SORT_VOTERS_PETITION = "sort_voters_petition"  # phân loại kiến nghị cử tri
    CLARIFY_VOTERS_PETITION = "clarify_voters_petition"  # làm rõ kiến nghị
    ANSWER_URGENT_VOTERS_PETITION = "answer_urgent_voters_petition"  # trả lời việc cấp bách
    ANSWER_VOTERS_PETITION = "answer_voters_petition"  # trả lời kiến nghị cử tri
    ANSWER_COMPLEX_VOTERS_PETITION = "answer_complex_voters_petition"  # … phức tạp
    ANSWER_COUNCIL_VOTERS_PETITION = "answer_council_voters_petition"  # … gửi qua đại biểu HĐND
    ANSWER_ASSEMBLY_VOTERS_PETITION = "answer_assembly_voters_petition"  # … gửi qua đại biểu Quốc hội
    # Information and personal data
    GIVE_SIMPLE_INFORMATION = "give_simple_information"  # cung cấp thông tin đơn giản
    TELL_INFORMATION_TERM = "tell_information_term"  # báo thời hạn với thông tin phức tạp
    GIVE_COMPLEX_INFORMATION = "give_complex_information"  # cung cấp thông tin phức tạp
    EXTEND_INFORMATION = "extend_information"  # gia hạn
    ANSWER_DATA_SUBJECT = "answer_data_subject"  # phản hồi chủ thể dữ liệu cá nhân
    CARRY_OUT_DATA_REQUEST = "carry_out_data_request"  # thực hiện yêu cầu
    CARRY_OUT_DATA_REQUEST_WITH_OTHERS = "carry_out_data_request_with_others"  # … có bên thứ ba
    # Dialogue
    ANNOUNCE_DIALOGUE = "announce_dialogue"  # thông báo hội nghị đối thoại
    PUBLISH_DIALOGUE_RESULTS = "publish_dialogue_results"  # công khai kết quả đối thoại
    CALL_VILLAGE_CONFERENCE = "call_village_conference"  # triệu tập hội nghị định kỳ của thôn
    # Disclosure
    PUBLISH_DECISION = "publish_decision"  # công khai thông tin
    POST_DISCLOSURE = "post_disclosure"  # niêm yết
    BROADCAST_DISCLOSURE = "broadcast_disclosure"  # phát loa truyền thanh
    LIST_DISCLOSURES = "list_disclosures"  # lập danh sách đã công khai của quý
    # Consultation
    KEEP_CONSULTATION_OPEN = "keep_consultation_open"  # thời gian lấy ý kiến
    SEND_DRAFT_FOR_CRITICISM = "send_draft_for_criticism"  # gửi dự thảo để phản biện xã hội
    BALLOT_ON_BOUNDARIES = "ballot_on_boundaries"  # lấy ý kiến về địa giới
    POST_NORMATIVE_DRAFT = "post_normative_draft"  # đăng dự thảo văn bản quy phạm pháp luật
    # Deciding together
    POST_CONVENTION_DRAFT = "post_convention_draft"  # niêm yết dự thảo hương ước
    CALL_VILLAGE_MEETING = "call_village_meeting"  # thông báo họp thôn
    SEND_MEETING_PAPERS = "send_meeting_papers"  # gửi tài liệu họp
    ANNOUNCE_BALLOT = "announce_ballot"  # công khai việc phát phiếu
    SEND_VILLAGE_DECISION = "send_village_decision"  # gửi quyết định của cộng đồng
    RECOGNISE_VILLAGE_DECISION = "recognise_village_decision"  # công nhận quyết định
    # Supervision
    SEND_BOARD_PLAN = "send_board_plan"  # gửi kế hoạch của Ban Thanh tra nhân dân
    TELL_INVESTOR = "tell_investor"  # báo chủ đầu tư về kế hoạch giám sát
    REPLY_TO_INSPECTION_BOARD = "reply_to_inspection_board"  # trả lời Ban Thanh tra nhân dân
    REPLY_TO_INVESTMENT_BOARD = "reply_to_investment_board"  # trả lời Ban Giám sát đầu tư
    SEND_FRONT_PLAN = "send_front_plan"  # gửi kế hoạch giám sát của Mặt trận
    REPORT_TO_FRONT = "report_to_front"  # báo cáo gửi đoàn giám sát
    PUBLISH_FRONT_RESULT = "publish_front_result"  # báo cáo kết quả giám sát
    # At work
    HOLD_OFFICIALS_CONFERENCE = "hold_officials_conference"  # hội nghị cán bộ, công chức
    HOLD_WORKERS_CONFERENCE = "hold_workers_conference"  # hội nghị người lao động (DNNN)
    # Land recovery
    NOTIFY_FARMLAND_RECOVERY = "notify_farmland_recovery"  # thông báo thu hồi đất nông nghiệp
    NOTIFY_LAND_RECOVERY = "notify_land_recovery"  # … đất phi nông nghiệp
    LAND_NOTICE_VALID = "land_notice_valid"  # hiệu lực của thông báo thu hồi
    POST_COMPENSATION_PLAN = "post_compensation_plan"  # niêm yết phương án bồi thường
    DIALOGUE_ON_COMPENSATION = "dialogue_on_compensation"  # đối thoại với người không đồng ý
    # This platform's own settings, no law
    DUE_SOON = "due_soon"  # nhắc: sắp đến hạn
    EXTEND_ANSWER = "extend_answer"  # gia hạn trả lời, mỗi lần
    WAIT_FOR_CITIZEN = "wait_for_citizen"  # chờ người dân bổ sung
    CLOSE_AFTER_ANSWER = "close_after_answer"  # tự kết thúc sau khi trả lời
    WARN_OF_YEARLY_DIALOGUE = "warn_of_yearly_dialogue"  # nhắc: năm chưa có hội nghị đối thoại
    WARN_OF_RECEPTION = "warn_of_reception"  # nhắc: kỳ chưa đủ ngày tiếp công dân
    ANSWER_AFTER_DIALOGUE = "answer_after_dialogue"  # trả lời bằng văn bản câu hỏi ở buổi đối thoại
    REOPEN = "reopen"  # người gửi được yêu cầu xem lại
    LOOK_AT_POSTING = "look_at_posting"  # xem lại bảng niêm yết của mục phải luôn niêm yết
    CLOSE_AFTER_CONFIRMED = "close_after_confirmed"  # tự kết thúc cam kết sau khi xác nhận
    KEEP_ABUSE_TRACES = "keep_abuse_traces"  # giữ dấu vết chống lạm dụng (địa chỉ IP)
