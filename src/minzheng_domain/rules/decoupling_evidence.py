"""Evidence for the nineteen requirements of decoupling: what a bureau files, and who checks or approves it.

Common practice, as local plans and work arrangements describe it; no text lays it down for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from minzheng_domain.text import Text


@attrs.frozen
class Proof:
    """What shows that a requirement is met.

    Attributes:
        evidence: what is filed.
        approver: who checks or approves it.
    """

    evidence: Text
    approver: Text


_REGISTRY = Text("登记管理机关", "the registry")
_FORMER = Text("业务主管单位", "the former supervising body")
_FINANCE = Text("财政部门", "the finance department")
_PERSONNEL = Text("人力资源社会保障部门", "the human resources department")
_CADRES = Text("组织部门（按干部管理权限）", "the organization department")
_POSTS = Text("机构编制部门", "the department of posts")
_OFFICES = Text("机关事务管理部门", "the government offices department")

PROOF_OF: Mapping[str, Proof] = MappingProxyType(
    {
        "ORG-1": Proof(
            Text("脱钩批复或取消关系的文件", "the approval, or the paper that ends the relation"),
            Text("业务主管单位或脱钩联合工作组办公室", "the former supervising body or the joint working group"),
        ),
        "ORG-2": Proof(Text("换发的《社会团体法人登记证书》", "the new certificate of registration"), _REGISTRY),
        "ORG-3": Proof(Text("章程修正案和会员（代表）大会决议", "the amended charter and the members' resolution"), _REGISTRY),
        "ORG-4": Proof(Text("代管事业单位的注销或划转文件", "the paper on the institution's end or transfer"), _POSTS),
        "ORG-5": Proof(
            Text("场地和人员分开的说明、新住所使用权证明", "a statement on rooms and staff, and the right to the new office"),
            Text("业务主管单位和机关事务管理部门", "the former supervising body and the government offices department"),
        ),
        "FUNC-1": Proof(Text("职能剥离清单或业务主管单位意见", "the list of functions stripped"), _FORMER),
        "FUNC-2": Proof(
            Text("转移职能清单和购买服务清单", "the lists of functions handed over and of services bought"),
            Text("业务主管单位和财政部门", "the former supervising body and the finance department"),
        ),
        "ASSET-1": Proof(Text("开户许可和账套截图或审计报告", "the bank account's permit, and the books or an audit"), _FINANCE),
        "ASSET-2": Proof(Text("财政部门文件或预算批复", "the finance department's paper or the budget"), _FINANCE),
        "ASSET-3": Proof(Text("资产清查报告、明细表和财政部门的确认", "the inventory with its confirmation"), _FINANCE),
        "ASSET-4": Proof(Text("腾退交接单、新租赁合同或产权证明", "the handing-over and the new lease or title"), _OFFICES),
        "STAFF-1": Proof(Text("劳动合同名册和社会保险缴纳证明", "the list of contracts and proof of insurance"), _PERSONNEL),
        "STAFF-2": Proof(Text("辞职函、免职或备案文件、负责人备案表", "resignations, removals or filings"), _CADRES),
        "STAFF-3": Proof(Text("每人的审批表或备案表", "the approval or filing of each person"), _CADRES),
        "STAFF-4": Proof(
            Text("事业编制核销文件", "the paper that cancels the posts"),
            Text("机构编制部门和人力资源社会保障部门", "the departments of posts and of human resources"),
        ),
        "PARTY-1": Proof(
            Text("党组织关系移交和接收文件", "the transfer of party relations"),
            Text("业务主管单位党组织和社会组织党建工作机构", "the party bodies that give and receive"),
        ),
        "PARTY-2": Proof(
            Text("外事管理关系变更文件", "the change of foreign-affairs relations"),
            Text("外事部门", "the foreign-affairs department"),
        ),
        "PARTY-3": Proof(Text("档案移交单", "the handing-over of the files"), _PERSONNEL),
        "PARTY-4": Proof(
            Text("新闻出版单位的处理文件", "the paper on the publishing unit"),
            Text("新闻出版部门", "the press department"),
        ),
    }
)
"""For each requirement what shows that it is met; the last one only where there is a publishing unit."""

ANY = Proof(Text("佐证材料", "evidence"), Text("核准单位", "who approved it"))
"""What is wanted for a requirement that is not on the list."""
