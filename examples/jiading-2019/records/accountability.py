"""Accountability (责任落实): acts of the responsible leaders, indicators, work points."""

from __future__ import annotations

from collections.abc import Iterator

from minzheng_domain.model.accountability import AccountabilityAct, Indicator, WorkPoint
from records.invented import on
from records.towns import BUREAU

ACTS = (
    ("PLEDGE", "2019-02-20", "签订年度推进法治建设责任书", "BUREAU_HEAD", "年度推进法治建设责任书（示例）"),
    ("MEETING", "2019-02-26", "研究本年度法治政府建设任务分工", "PARTY_LEADER", "局班子会议纪要（示例）第3期"),
    ("MEETING", "2019-04-23", "研究行业协会商会脱钩后续安排", "PARTY_LEADER", "局班子会议纪要（示例）第7期"),
    ("MEETING", "2019-06-25", "研究行政执法力量配置", "BUREAU_HEAD", "局班子会议纪要（示例）第11期"),
    ("MEETING", "2019-09-24", "研究社会组织专项整治", "PARTY_LEADER", "局班子会议纪要（示例）第16期"),
    ("MEETING", "2019-12-10", "审议法治政府建设年度报告", "PARTY_LEADER", "局班子会议纪要（示例）第21期"),
    ("DEPLOYED", "2019-03-05", "部署社区社会组织培育工作", "BUREAU_HEAD", None),
    ("DEPLOYED", "2019-07-02", "部署全面推开脱钩改革", "PARTY_LEADER", None),
    ("DEPLOYED", "2019-09-03", "部署行政执法案卷评查", "BUREAU_HEAD", None),
    ("INQUIRED", "2019-05-14", "过问公益项目资金监管问题", "PARTY_LEADER", None),
    ("INQUIRED", "2019-08-06", "过问拒不配合检查案件的办理", "BUREAU_HEAD", None),
    ("COORDINATED", "2019-05-28", "协调街镇公益实践园建设用房", "BUREAU_HEAD", None),
    ("COORDINATED", "2019-10-15", "协调脱钩单位办公用房和资产处置", "PARTY_LEADER", None),
    ("SUPERVISED", "2019-06-18", "督办脱钩方案制定进度", "PARTY_LEADER", None),
    ("SUPERVISED", "2019-10-29", "督办执法办案时限", "BUREAU_HEAD", None),
    ("SUPERVISED", "2019-12-18", "督办年度任务收尾", "DEPUTY", None),
    # Of the year before.
    ("PLEDGE", "2018-02-27", "签订年度推进法治建设责任书", "BUREAU_HEAD", "年度推进法治建设责任书（示例）"),
    ("MEETING", "2018-06-12", "研究社会组织登记改革", "PARTY_LEADER", "局班子会议纪要（示例）第10期"),
    # After the cut-off day.
    ("MEETING", "2019-12-24", "研究下一年度法治工作安排", "PARTY_LEADER", "局班子会议纪要（示例）第22期"),
    ("DEPLOYED", "2020-01-07", "部署新一年度社会组织年检", "BUREAU_HEAD", None),
)
"""Kind, day, matter, role, document."""

INDICATORS = (
    Indicator(
        id="indicator-2019-19",
        year=2019,
        edition="市县法治政府建设示范指标体系（2019年版）",
        number=19,
        wording="适合社会组织提供的公共服务交由社会组织承担，行业协会商会与行政机关脱钩到位",
        level1="政府职能依法全面履行",
        owner=BUREAU.name,
        state="IN_PROGRESS",
        evidence="区级和市级公益项目面向社会组织公开征集、择优签约；脱钩试点全部办结，其余行业协会商会已列入名单逐家推进",
    ),
    Indicator(
        id="indicator-2018-19",
        year=2018,
        edition="区级法治建设自查指标（2018年度，虚构示例）",
        number=19,
        wording="行政审批事项办理时限依法压缩",
        owner=BUREAU.name,
        state="DONE",
        evidence="社会组织登记事项全部按承诺时限办结",
    ),
)
"""Number 19 of one edition is another indicator than number 19 of another."""

WORK_POINTS = (
    WorkPoint(
        id="work-point-2019-1",
        year=2019,
        number="1",
        wording="健全社会组织协同工作机制，夯实基层治理的法治基础",
        issuer="示例市级牵头部门",
        owner=BUREAU.name,
        state="DONE",
        evidence="对成立社区社会组织放宽开办资金和场地条件、精简办理手续，区和街镇两级服务中心同步提供政策咨询与能力培训",
    ),
    WorkPoint(
        id="work-point-2019-2",
        year=2019,
        number="2",
        wording="加强事中事后监管，规范行政执法行为",
        issuer="示例市级牵头部门",
        owner=BUREAU.name,
        state="IN_PROGRESS",
        evidence="随机抽查、实地检查和专项整治统筹安排，行政处罚案件实行法制审核",
    ),
    WorkPoint(
        id="work-point-2018-1",
        year=2018,
        number="1",
        wording="推进社会组织直接登记改革",
        issuer="示例市级牵头部门",
        owner=BUREAU.name,
        state="DONE",
        evidence="直接登记的受理条件和流程已公布，符合条件的申请直接办理",
    ),
    WorkPoint(
        id="work-point-2020-1",
        year=2020,
        number="1",
        wording="完善社会组织信用监管",
        issuer="示例市级牵头部门",
        owner=BUREAU.name,
        state="NOT_STARTED",
    ),
)


def records() -> Iterator[AccountabilityAct | Indicator | WorkPoint]:
    """Yield the acts, the indicators, the work points."""
    for number, (kind, day, matter, role, document) in enumerate(ACTS, start=1):
        yield AccountabilityAct(
            id=f"act-{number:02d}", kind=kind, on=on(day), matter=matter, role=role, document=document
        )
    yield from INDICATORS
    yield from WORK_POINTS
