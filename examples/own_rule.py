"""A rule of one's own: ten lines, passed in as it is; `examples/rule-plugin` offers the same one as a plugin.

自定义规则：十行代码，直接传入即可；examples/rule-plugin 把同一条规则做成插件。
"""

from __future__ import annotations

from pathlib import Path

import minzheng_domain as mz
from minzheng_domain.model.services import Activity
from minzheng_domain.plugin import NOT_APPLICABLE, Citation, Fault, Look, Severity, Text, Verdict, each

LEDGER = Path(__file__).parent / "jiading-2019" / "ledger.json"


@each(
    Activity,
    id="OWN001",
    title=Text("培训没有填参加人次", "a training without attendances"),
    why=Text("没有人次就无法评价培训效果。", "Without attendances the effect of a training cannot be judged."),
    remedy=Text("请补填参加人次。", "Fill in the attendances."),
    severity=Severity.NOTICE,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def attendances_missing(activity: Activity, _look: Look) -> Verdict:
    """Look for trainings without attendances."""
    if activity.kind != "TRAINING":
        return NOT_APPLICABLE
    if activity.participants is None:
        return Fault("participants", found="空", expected=Text("参加人次", "the number of attendances"))
    return None


def main() -> None:
    """Check the example with this rule alone."""
    catalogue = mz.Catalogue.installed()
    checks = catalogue.check(catalogue.read(LEDGER), rules=[attendances_missing])
    for finding in checks.findings:
        print(finding.message.zh)
    (result,) = checks.results
    print(f"检查 {result.applied} 处，不符 {result.failed}")


if __name__ == "__main__":
    main()
