"""`docdiff rule`: what a rule finds, why, and examples."""

from __future__ import annotations

import click

from docdiff.cli.files import write


@click.command(name="rule")
@click.argument("name", required=False)
def command(name: str | None) -> int:
    """Explain the rule NAME with examples; without a name, list all rules.

    \b
    Example:
      docdiff rule
      docdiff rule date-year
    """
    from docdiff.checks import all_rules, find_rule

    if name:
        rule = find_rule(name)
        write(None, f"{rule.name} ({rule.severity}{'' if rule.on else ', off unless selected'})\n\n{rule.page}\n")
    else:
        rules = all_rules()
        width = max(len(rule.name) for rule in rules)
        write(
            None,
            "".join(
                f"{rule.name:<{width}}  {rule.severity:<7}  {'' if rule.on else '(off) '}{rule.summary}\n"
                for rule in rules
            ),
        )
    return 0
