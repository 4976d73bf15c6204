"""The contracts of the public-welfare projects (公益项目): who contracted for what, for how much, and when."""

from __future__ import annotations

from typing import Any

from records.invented import on

THEMES = {
    "visits": ("独居老人结对关爱", "ELDERLY"),
    "memory": ("认知障碍友好社区", "ELDERLY"),
    "meals": ("高龄老人助餐陪伴", "ELDERLY"),
    "homes": ("居家适老安全", "ELDERLY"),
    "carers": ("家庭照护者支持", "ELDERLY"),
    "rehabilitation": ("残疾人居家康复", "DISABLED"),
    "crafts": ("残疾青年手工技能", "DISABLED"),
    "outings": ("无障碍出行陪伴", "DISABLED"),
    "afterschool": ("困境儿童课后陪伴", "CHILDREN"),
    "protection": ("未成年人社区保护", "CHILDREN"),
    "reading": ("儿童阅读成长", "CHILDREN"),
    "families": ("低收入家庭增能", "POVERTY"),
    "illness": ("大病家庭互助", "POVERTY"),
    "newcomers": ("来沪家庭融入", "OTHER"),
    "gardens": ("社区花园共建", "OTHER"),
    "neighbours": ("邻里纠纷调解", "OTHER"),
    "volunteers": ("社区志愿骨干培养", "OTHER"),
    "sorting": ("垃圾分类自治", "OTHER"),
    "heritage": ("社区文化传承", "OTHER"),
    "mind": ("社区心理健康支持", "OTHER"),
    "deliberation": ("居民议事能力提升", "OTHER"),
}
"""What a project is about, and its field (服务领域)."""

DISTRICT_2019 = (
    ("xinchenglu-charity-01", "volunteers", "10.69", "2019-03-18", "2019-10-31"),
    ("nanxiang-charity-06", "families", "8.54", "2019-03-21", "2020-05-31"),
    ("waigang-charity-03", "carers", "16.55", "2019-03-25", "2019-11-30"),
    ("jiadingzhen-charity-01", "neighbours", "12.96", "2019-03-27", "2020-03-31"),
    ("zhenxin-charity-01", "sorting", "31.37", "2019-03-28", "2020-03-31"),
    ("anting-charity-03", "carers", "12.70", "2019-04-01", "2020-03-31"),
    ("jiangqiao-charity-04", "reading", "13.77", "2019-04-03", "2019-10-31"),
    ("agency-01", "afterschool", "32.71", "2019-04-08", "2020-05-31"),
    ("jiadingzhen-charity-01", "heritage", "31.38", "2019-04-08", "2020-05-31"),
    ("malu-charity-01", "volunteers", "30.84", "2019-04-10", "2019-11-30"),
    ("industrial-zone-charity-02", "outings", "20.10", "2019-04-15", "2020-03-31"),
    ("xinchenglu-charity-01", "sorting", "6.61", "2019-04-16", "2020-03-31"),
    ("nanxiang-charity-01", "gardens", "9.91", "2019-04-17", "2020-03-31"),
    ("xuhang-charity-02", "rehabilitation", "17.59", "2019-04-22", "2019-10-31"),
    ("nanxiang-charity-01", "deliberation", "12.05", "2019-04-23", "2020-05-31"),
    ("xinchenglu-charity-03", "visits", "10.53", "2019-04-24", "2020-05-31"),
    ("nanxiang-life-02", "homes", "15.57", "2019-04-29", "2019-11-30"),
    ("jiangqiao-charity-01", "newcomers", "15.47", "2019-04-30", "2020-03-31"),
    ("zhenxin-charity-01", "volunteers", "17.19", "2019-05-08", "2020-03-31"),
    ("zhenxin-charity-02", "rehabilitation", "19.92", "2019-05-06", "2020-03-31"),
    ("anting-charity-08", "illness", "13.23", "2019-05-07", "2019-10-31"),
    ("juyuan-charity-01", "gardens", "33.10", "2019-05-10", "2020-05-31"),
    ("malu-charity-01", "mind", "29.76", "2019-05-13", "2019-11-30"),
    ("jiadingzhen-charity-04", "afterschool", "33.90", "2019-05-14", "2019-11-30"),
    ("malu-charity-02", "crafts", "26.99", "2019-05-17", "2020-03-31"),
    ("agency-01", "families", "23.63", "2019-05-20", "2020-03-31"),
    ("agency-04", "afterschool", "25.97", "2019-05-23", "2019-10-31"),
    ("nanxiang-charity-03", "memory", "11.39", "2019-05-24", "2019-10-31"),
    ("huating-charity-01", "visits", "20.68", "2019-05-27", "2020-05-31"),
    ("anting-charity-01", "sorting", "13.59", "2019-05-30", "2019-11-30"),
    ("xinchenglu-mediation-01", "neighbours", "11.82", "2019-05-31", "2019-11-30"),
    ("anting-charity-01", "newcomers", "8.55", "2019-06-03", "2020-03-31"),
    ("jiangqiao-charity-02", "outings", "7.74", "2019-06-06", "2020-03-31"),
    ("jiangqiao-charity-01", "families", "18.48", "2019-06-10", "2019-10-31"),
    ("zhenxin-life-02", "meals", "12.16", "2019-06-10", "2019-10-31"),
    ("anting-mediation-01", "deliberation", "21.95", "2019-06-13", "2020-05-31"),
    ("juyuan-charity-02", "crafts", "9.52", "2019-06-17", "2019-11-30"),
    ("juyuan-charity-01", "heritage", "30.44", "2019-06-19", "2020-03-31"),
    ("jiadingzhen-mediation-02", "mind", "18.60", "2019-06-20", "2020-03-31"),
    ("malu-life-01", "meals", "17.56", "2019-06-24", "2020-03-31"),
    ("agency-04", "protection", "30.16", "2019-12-18", "2020-05-31"),
)
"""Contractor, theme, amount in 万元, day of signing, last day."""

CITY_2019 = (
    ("agency-01", "visits", "18.77", "2019-03-26", "2019-10-31"),
    ("agency-01", "mind", "35.03", "2019-04-11", "2020-03-31"),
    ("nanxiang-charity-10", "carers", "39.50", "2019-04-18", "2020-05-31"),
    ("nanxiang-charity-10", "newcomers", "29.36", "2019-05-09", "2020-03-31"),
    ("anting-charity-01", "volunteers", "32.09", "2019-05-16", "2019-11-30"),
    ("agency-11", "newcomers", "18.00", "2019-05-28", "2020-03-31"),
    ("jiangqiao-charity-05", "protection", "27.40", "2019-06-12", "2020-05-31"),
    ("juyuan-charity-07", "rehabilitation", "31.99", "2019-07-02", "2020-05-31"),
)
"""The same; agency-01 and anting-charity-01 contract for projects of the district, too."""

DISTRICT_2018 = (
    ("xinchenglu-charity-01", "volunteers", "24.60", "2018-03-20"),
    ("xinchenglu-charity-03", "visits", "16.60", "2018-03-23"),
    ("xinchenglu-mediation-01", "neighbours", "16.47", "2018-03-26"),
    ("zhenxin-charity-02", "rehabilitation", "15.29", "2018-03-29"),
    ("zhenxin-life-02", "meals", "10.74", "2018-04-02"),
    ("jiadingzhen-charity-01", "heritage", "6.08", "2018-04-04"),
    ("jiadingzhen-mediation-02", "mind", "13.83", "2018-04-09"),
    ("nanxiang-charity-01", "gardens", "15.84", "2018-04-10"),
    ("nanxiang-charity-03", "memory", "32.75", "2018-04-13"),
    ("nanxiang-life-02", "homes", "9.46", "2018-04-16"),
    ("anting-charity-01", "newcomers", "33.00", "2018-04-19"),
    ("anting-charity-03", "carers", "11.81", "2018-04-23"),
    ("anting-mediation-01", "deliberation", "15.99", "2018-04-25"),
    ("malu-charity-01", "volunteers", "29.00", "2018-05-02"),
    ("malu-charity-02", "crafts", "29.02", "2018-05-03"),
    ("xuhang-charity-02", "rehabilitation", "18.11", "2018-05-04"),
    ("huating-charity-01", "visits", "7.38", "2018-05-07"),
    ("waigang-charity-03", "carers", "19.26", "2018-05-10"),
    ("jiangqiao-charity-02", "outings", "16.44", "2018-05-14"),
    ("jiangqiao-charity-04", "reading", "31.75", "2018-05-16"),
    ("juyuan-charity-01", "gardens", "11.40", "2018-05-21"),
    ("industrial-zone-charity-02", "outings", "16.20", "2018-05-22"),
    ("agency-01", "families", "31.12", "2018-05-25"),
    ("agency-04", "protection", "6.85", "2018-05-28"),
    ("anting-charity-01", "sorting", "17.50", "2018-05-31"),
    ("jiadingzhen-charity-01", "neighbours", "28.73", "2018-06-04"),
    ("zhenxin-charity-01", "volunteers", "27.47", "2018-06-06"),
    ("agency-01", "afterschool", "7.14", "2018-06-11"),
    ("malu-charity-01", "mind", "6.98", "2018-06-12"),
    ("juyuan-charity-01", "heritage", "7.75", "2018-06-15"),
    ("agency-04", "afterschool", "31.76", "2018-06-18"),
    ("zhenxin-charity-01", "sorting", "22.08", "2018-06-21"),
)
"""Contractor, theme, amount in 万元, day of signing; they all ended with November."""

CITY_2018 = (
    ("agency-01", "mind", "24.17", "2018-03-28"),
    ("nanxiang-charity-10", "carers", "35.93", "2018-04-12"),
    ("anting-charity-01", "volunteers", "39.57", "2018-04-26"),
    ("agency-02", "deliberation", "26.14", "2018-05-08"),
    ("jiangqiao-charity-05", "protection", "24.54", "2018-05-23"),
    ("juyuan-charity-07", "rehabilitation", "20.95", "2018-06-14"),
)

NOT_COUNTED: tuple[tuple[str, str, str, str, str | None, str | None, dict[str, Any]], ...] = (
    # Signed and terminated in the year, up to the cut-off day.
    *(
        (level, contractor, theme, amount, signed, "2019-11-30", {"terminated_on": on(ended)})
        for level, contractor, theme, amount, signed, ended in (
            ("DISTRICT", "xuhang-charity-01", "gardens", "14.20", "2019-04-09", "2019-08-20"),
            ("DISTRICT", "waigang-charity-01", "heritage", "9.80", "2019-05-21", "2019-12-18"),
            ("CITY", "jiangqiao-charity-05", "reading", "22.60", "2019-05-15", "2019-09-10"),
            ("TOWN", "malu-charity-03", "visits", "4.80", "2019-04-24", "2019-07-30"),
        )
    ),
    # Signed after the cut-off day.
    ("DISTRICT", "jiangqiao-charity-03", "meals", "16.50", "2019-12-19", "2020-11-30", {}),
    ("DISTRICT", "zhenxin-charity-03", "homes", "21.30", "2019-12-24", "2020-11-30", {}),
    ("TOWN", "nanxiang-charity-05", "sorting", "3.60", "2019-12-20", "2020-06-30", {}),
    # Of the next year.
    ("DISTRICT", "anting-charity-03", "memory", "19.90", "2020-01-07", "2020-11-30", {}),
    ("DISTRICT", "malu-charity-02", "outings", "15.70", "2020-01-09", "2020-11-30", {}),
    ("CITY", "agency-01", "illness", "28.40", "2020-01-13", "2020-12-31", {}),
    # Never signed.
    ("DISTRICT", "huating-charity-02", "reading", "12.00", None, None, {"status": "REJECTED", "year": 2019}),
    ("DISTRICT", "juyuan-charity-04", "afterschool", "17.50", None, None, {"status": "PUBLICIZED", "year": 2020}),
    ("CITY", "agency-04", "afterschool", "30.00", None, None, {"status": "APPLIED", "year": 2020}),
)
"""Level, contractor, theme, amount, day of signing, last day, and what is known of it beside."""
