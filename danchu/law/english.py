"""The table of time limits in English, for reading only: the law speaks Vietnamese, its articles stay as they are."""

from danchu.law.confidence import Sure
from danchu.law.limit import Unit, Way

SURE = {Sure.TEXT: "the article was read", Sure.SECOND: "from a secondary source", Sure.CHECK: "not confirmed yet",
        Sure.LOCAL: "this platform’s own setting"}
WAYS = {Way.WITHIN: "within", Way.BEFORE: "at least … before:", Way.AT_LEAST: "for at least", Way.AT_MOST: "at most"}
UNITS = {Unit.WORKING_DAYS: "working day", Unit.DAYS: "day", Unit.WORKING_HOURS: "working hour", Unit.MONTHS: "month"}
WORDS = {
    "Ban hành thông báo từ chối tiếp công dân, từ ngày có đủ căn cứ":
        "Issue the notice of refusing to receive a citizen, from the day there are grounds",
    "Báo chủ đầu tư về kế hoạch giám sát và thành phần Ban Giám sát đầu tư của cộng đồng":
        "Tell the investor of the plan and the members of the community’s Investment Supervision Board",
    "Báo cáo kết quả giám sát": "Report the result of supervision",
    "Báo thời hạn giải quyết khi thông tin phức tạp, không có sẵn":
        "Say by when information that is complex or not at hand will be given",
    "Cam kết tự kết thúc khi đã xác nhận xong mà không ai nói chưa xong":
        "A promise ends by itself once confirmed and nobody says it is not done",
    "Chuyển phản ánh, kiến nghị về quy định hành chính không thuộc thẩm quyền":
        "Pass on feedback on administrative rules that are not ours",
    "Chuyển tố cáo không thuộc thẩm quyền và báo cho người tố cáo":
        "Pass on a denunciation that is not ours, and tell whoever made it",
    "Chờ người dân bổ sung; quá hạn thì cơ quan xử lý tiếp với những gì đã có":
        "Wait for what the citizen was asked; then the case goes on alone",
    "Cung cấp qua mạng thông tin đơn giản, có sẵn": "Give simple information at hand, on the network",
    "Cung cấp thông tin phức tạp, hoặc từ chối bằng văn bản": "Give complex information, or refuse in writing",
    "Công khai kết quả hội nghị đối thoại": "Publish the results of a dialogue",
    "Công khai nội dung, thời điểm, Tổ phát phiếu lấy ý kiến": "Publish what a ballot is about, when, and its team",
    "Công khai thông tin sau khi có quyết định, nếu luật khác không quy định":
        "Publish after the decision, where no other law says otherwise",
    "Công nhận quyết định của cộng đồng dân cư, hoặc từ chối bằng văn bản có lý do":
        "Recognise a decision of the residents, or refuse in writing with reasons",
    "Gia hạn cung cấp thông tin qua mạng": "Extend the time to give information on the network",
    "Gia hạn giải quyết tố cáo, mỗi lần (một lần nếu phức tạp, hai lần nếu đặc biệt phức tạp)":
        "Extend the handling of a denunciation, each time (once if complex, twice if very complex)",
    "Gia hạn trả lời, mỗi lần, có lý do và căn cứ": "Extend an answer, each time, with reason and ground",
    "Giải quyết khiếu nại lần hai": "Decide a complaint, second instance",
    "Giải quyết khiếu nại lần hai ở vùng sâu, vùng xa đi lại khó khăn":
        "Decide a complaint, second instance, in remote areas",
    "Giải quyết khiếu nại lần hai ở vùng sâu, vùng xa, vụ việc phức tạp":
        "Decide a complex complaint, second instance, in remote areas",
    "Giải quyết khiếu nại lần hai, vụ việc phức tạp": "Decide a complex complaint, second instance",
    "Giải quyết khiếu nại lần đầu": "Decide a complaint, first instance",
    "Giải quyết khiếu nại lần đầu ở vùng sâu, vùng xa đi lại khó khăn":
        "Decide a complaint, first instance, in remote areas",
    "Giải quyết khiếu nại lần đầu ở vùng sâu, vùng xa, vụ việc phức tạp":
        "Decide a complex complaint, first instance, in remote areas",
    "Giải quyết khiếu nại lần đầu, vụ việc phức tạp": "Decide a complex complaint, first instance",
    "Giải quyết tố cáo": "Conclude on a denunciation",
    "Giữ địa chỉ IP để chống lạm dụng": "Keep network addresses against abuse",
    "Gửi dự thảo đến Mặt trận để phản biện xã hội, trước khi trình ban hành":
        "Send a draft to the Fatherland Front for social criticism, before it is submitted",
    "Gửi kế hoạch giám sát của Mặt trận đến nơi được giám sát": "Send the Front’s plan to the body it supervises",
    "Gửi kế hoạch kiểm tra, giám sát của Ban Thanh tra nhân dân": "Send the People’s Inspection Board’s plan",
    "Gửi quyết định của cộng đồng dân cư đến Ủy ban nhân dân và Mặt trận cấp xã":
        "Send a decision of the residents to the commune’s Committee and Front",
    "Gửi thông báo triệu tập hội nghị định kỳ của thôn, tổ dân phố": "Call the regular meeting of a village or group",
    "Gửi tài liệu họp đến từng hộ (khoản 1, 2, 3 Điều 15)": "Send the papers to each household (Article 15, 1 to 3)",
    "Hiệu lực của thông báo thu hồi đất": "How long a notice of land recovery holds",
    "Hoàn thành lấy ý kiến hộ gia đình về thay đổi địa giới": "Finish asking households about a change of boundaries",
    "Họp hội nghị cán bộ, công chức, viên chức, người lao động, từ khi hết năm công tác":
        "Hold the yearly conference of officials, from the end of the working year",
    "Họp hội nghị người lao động ở doanh nghiệp nhà nước, từ khi hết năm tài chính":
        "Hold the workers’ conference of a state enterprise, from the end of the financial year",
    "Làm rõ kiến nghị của cử tri chưa rõ ràng, trùng lặp": "Clear up voters’ petitions that are unclear or doubled",
    "Lập, niêm yết danh sách đã công khai sau ngày cuối quý (Điều 13 khoản 2)":
        "List and post what was made public, after the end of the quarter (Article 13, 2)",
    "Người gửi được yêu cầu xem lại kết quả": "The sender may ask to have the result looked at again",
    "Người đứng đầu cấp ủy thông báo bằng văn bản sau khi nhận phản ánh, kiến nghị":
        "The head of the Party committee gives written notice after receipt",
    "Nhắc cán bộ khi sắp đến hạn": "Remind officials when a day comes near",
    "Nhắc khi kỳ chưa đủ ngày tiếp công dân": "Remind when a period lacks days of receiving citizens",
    "Nhắc khi năm chưa có hội nghị đối thoại": "Remind when a year has had no dialogue",
    "Niêm yết dự thảo hương ước, quy ước": "Post the draft of a village convention",
    "Niêm yết lịch tiếp công dân": "Post the calendar of receiving citizens",
    "Niêm yết phương án bồi thường, hỗ trợ, tái định cư": "Post the plan of compensation and resettlement",
    "Niêm yết thông tin (các khoản 1, 2, 3, 5 đến 12 Điều 11)": "Post information (Article 11, 1 to 3 and 5 to 12)",
    "Nơi được giám sát gửi báo cáo, tài liệu cho đoàn giám sát": "The supervised body sends its report and papers",
    "Phát trên hệ thống truyền thanh (các khoản 7 đến 12 Điều 11)": "Read on the loudspeakers (Article 11, 7 to 12)",
    "Phân loại kiến nghị của cử tri ở cấp xã": "Sort voters’ petitions in the commune",
    "Phản hồi yêu cầu của chủ thể dữ liệu cá nhân": "Reply to a request about one’s personal data",
    "Quá hạn này mà không xử lý đơn, không có lý do chính đáng, là vi phạm bị kỷ luật":
        "Past this, a petition not handled without good reason is a breach of discipline",
    "Thông báo cuộc họp của cộng đồng dân cư": "Give notice of a meeting of the residents",
    "Thông báo thu hồi đất nông nghiệp, trước khi quyết định":
        "Give notice of recovering farm land, before the decision",
    "Thông báo thu hồi đất phi nông nghiệp, trước khi quyết định":
        "Give notice of recovering other land, before the decision",
    "Thông báo thời gian, địa điểm, nội dung, cách tham gia hội nghị đối thoại":
        "Announce when and where a dialogue is, on what, and how to take part",
    "Thông báo trước buổi tiếp công dân trực tuyến": "Announce an online reception of citizens",
    "Thời gian lấy ý kiến Nhân dân": "How long the people are asked",
    "Thụ lý khiếu nại lần hai": "Accept a complaint, second instance",
    "Thụ lý khiếu nại lần đầu, hoặc từ chối có nêu lý do": "Accept a complaint, first instance, or refuse with reasons",
    "Thực hiện yêu cầu của chủ thể dữ liệu cá nhân": "Carry out a request about one’s personal data",
    "Thực hiện yêu cầu của chủ thể dữ liệu cá nhân khi cần bên khác cùng làm":
        "Carry out a request about one’s personal data when others must help",
    "Tiếp nhận phản ánh hiện trường": "Take in a field report",
    "Tiếp nhận phản ánh hiện trường khẩn cấp": "Take in an urgent field report",
    "Trả lời bằng văn bản câu hỏi hẹn lại ở buổi đối thoại": "Answer in writing what a dialogue left for later",
    "Trả lời hoặc thông báo cho người gửi: đã thụ lý, cần thêm thời gian, từ chối hay đã chuyển":
        "Answer the sender, or say: taken up, needs longer, refused or passed on",
    "Trả lời kiến nghị cấp bách của cử tri": "Answer an urgent petition of voters",
    "Trả lời kiến nghị của Ban Giám sát đầu tư của cộng đồng": "Answer the Investment Supervision Board",
    "Trả lời kiến nghị của Ban Thanh tra nhân dân": "Answer the People’s Inspection Board",
    "Trả lời kiến nghị của cử tri": "Answer a petition of voters",
    "Trả lời kiến nghị của cử tri gửi qua đại biểu Hội đồng nhân dân":
        "Answer voters’ petitions that came through a deputy of the People’s Council",
    "Trả lời kiến nghị của cử tri gửi qua đại biểu Quốc hội":
        "Answer voters’ petitions that came through a deputy of the National Assembly",
    "Trả lời kiến nghị phức tạp của cử tri": "Answer a complex petition of voters",
    "Trả lời phản ánh hiện trường, hoặc báo tiến độ kèm ngày hẹn":
        "Answer a field report, or say how far it is with a promised day",
    "Tự kết thúc khi đã trả lời mà người gửi không nói gì thêm":
        "Close by itself when answered and the sender says no more",
    "Vào sổ, phân loại, xử lý ban đầu thông tin tố cáo": "Enter, sort and first handle a denunciation",
    "Xem lại bảng niêm yết của mục phải luôn niêm yết (khoản 4, 13 Điều 11)":
        "Look again at the board of what must always be posted (Article 11, 4 and 13)",
    "Đăng tải dự thảo văn bản quy phạm pháp luật (quy định cũ)": "Post the draft of a legal instrument (older rule)",
    "Đối thoại với người không đồng ý với phương án bồi thường":
        "Talk with whoever disagrees with the compensation plan",
    # --- how days are counted
    "Đếm từ ngày kế tiếp; ngày bắt đầu không tính, ngày cuối có tính.":
        "Counted from the next day: the first day does not count, the last one does.",
    "Thời hạn tính bằng ngày hoặc tháng mà hết vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp.":
        "A time in days or months that ends on a day off ends on the next working day.",
    "Giờ làm việc: 07:30 đến 11:30 và 13:30 đến 17:00, giờ Việt Nam.":
        "Working hours: 07:30 to 11:30 and 13:30 to 17:00, Vietnam time.",
    "Trong lúc chờ người gửi bổ sung, đồng hồ dừng và nói rõ là đang dừng.":
        "While the sender is asked for more, the clock stands still and says so.",
    # --- what to know before relying on it
    "Nghị định cho 10 đến 20 ngày tùy quyền; nền tảng giữ mức sớm nhất.":
        "The decree gives 10 to 20 days, by the right asked for; the platform keeps the earliest.",
    "Đã đọc điều luật; câu trích chưa được lưu kèm.": "The article was read; its words are not kept here yet.",
    "Luật 136/2025/QH15 sửa đổi luật này từ 01/07/2026; chưa đọc được bản hợp nhất, tạm giữ số cũ.":
        "Law 136/2025/QH15 amends this from 01/07/2026; not read yet as consolidated, so the old number stands.",
    "Không quá 10 ngày làm việc khi phải xác minh ở nhiều địa điểm hoặc ủy quyền xác minh.":
        "At most 10 working days where it must be verified in several places or by others.",
    "Ngày hết hiệu lực chưa được xác nhận.": "The last day it holds is not confirmed.",
}
