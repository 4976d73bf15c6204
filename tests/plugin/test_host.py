"""The host: it loads plugins one by one, asks each the hooks, and tells what is wrong with any."""

from __future__ import annotations

import inspect
import shutil
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pluggy
import pytest

from minzheng_domain.errors import PluginError, UnknownNameError
from minzheng_domain.formats import builtin_formats
from minzheng_domain.plugin import Exporter, Importer, Measure, Rule, builtin, hookspecs
from minzheng_domain.plugin.discovered import ALLOW_LIST
from minzheng_domain.plugin.host import Host, PluginProblem
from minzheng_domain.plugin.inspection import HOOKS

IMPORTS = """
from minzheng_domain.plugin import *
from minzheng_domain.plugin import columns, record_kind

ORG = columns(record_kind("organizations").record_class)


def exporter(format, suffix=".x"):
    return Exporter(
        format=format, title=Text("例", "example"), suffix=suffix, languages=("zh",), write=lambda *args: None
    )


def importer(format, *suffixes):
    return Importer(format=format, title=Text("例", "example"), suffixes=suffixes, read=lambda path, options: None)


def measure(id):
    return Measure(
        id,
        title=Text("例", "example"),
        unit=Unit.ORGANIZATIONS,
        query=Count(ORG),
        additive=Additive.OVER_GROUPS,
        since="1",
    )


def rule(id, name):
    def judge(look):
        yield None

    judge.__name__ = name
    return whole(
        id=id,
        title=Text("例", "example"),
        why=Text("例", "example"),
        remedy=Text("例", "example"),
        severity=Severity.NOTICE,
        basis=[Citation("ledger-schema")],
        since="1",
    )(judge)

"""
GOOD = IMPORTS + "@hookimpl\ndef minzheng_exporters():\n    return [exporter('good')]\n"


def load(*names: str, strict: bool = False) -> Host:
    """Load the built-in plugins and those of the named distributions."""
    return Host([builtin, *builtin_formats()], strict=strict, environment={ALLOW_LIST: ",".join(names)})


def only_problem(host: Host) -> PluginProblem:
    """Return the one problem that a host has."""
    (problem,) = host.problems
    return problem


def test_builtin_formats_rules_and_measures_come_through_the_hooks() -> None:
    """What the library brings is offered by plugins like any other, which are found without a list."""
    host = load()

    assert {"json", "ledger-json", "ledger-jsonl"} <= set(host.exporters)
    assert {"json", "jsonl"} <= set(host.importers)
    assert "LED001" in host.rules
    assert "community.registered" in host.measures
    assert host.problems == ()
    assert [plugin.name for plugin in host.plugins()] == ["plugin.builtin", "formats.json"]


def test_installed_plugin_is_listed_with_what_it_offers(install) -> None:
    """A plugin is listed with distribution, version, and the names of all that it offers."""
    source = """
@hookimpl
def minzheng_exporters():
    yield exporter("acme")

@hookimpl
def minzheng_importers():
    return (importer("acme", ".acme"),)

@hookimpl
def minzheng_rules():
    return {rule("ACM001", "acme-fault")}

@hookimpl
def minzheng_measures():
    return [measure("acme.one"), measure("acme.two")]
"""
    install(IMPORTS + source)

    host = load("acme-plugin")

    plugin = host.plugins()[-1]
    assert host.problems == ()
    assert (plugin.name, plugin.distribution, plugin.version) == ("acme", "acme-plugin", "1.2")
    assert (plugin.exporters, plugin.importers) == (("acme",), ("acme",))
    assert (plugin.rules, plugin.measures) == (("ACM001",), ("acme.one", "acme.two"))
    assert isinstance(host.exporters["acme"], Exporter)
    assert isinstance(host.importers["acme"], Importer)
    assert isinstance(host.rules["ACM001"], Rule)
    assert isinstance(host.measures["acme.one"], Measure)


@pytest.mark.parametrize(
    ("source", "exception"),
    [
        ("import no_such_module_anywhere", ModuleNotFoundError),
        ("1 / 0", ZeroDivisionError),
        ("def broken(:", SyntaxError),
        ("raise SystemExit(3)", SystemExit),
    ],
)
def test_plugin_that_cannot_be_loaded_takes_no_other_with_it(install, source: str, exception: type) -> None:
    """A plugin that fails while it is imported is reported with distribution and version; the others are loaded."""
    install(source, name="bad-plugin", version="0.3")
    install(GOOD, name="zz-good")

    host = load("bad-plugin", "zz-good")

    problem = only_problem(host)
    assert (problem.distribution, problem.version, problem.entry_point) == ("bad-plugin", "0.3", "acme")
    assert isinstance(problem.exception, exception)
    assert "bad-plugin 0.3" in problem.message.zh
    assert "bad-plugin 0.3" in problem.message.en
    assert "good" in host.exporters


def test_entry_point_to_nothing_is_reported(install) -> None:
    """An entry point whose module has no such attribute is a problem of its distribution."""
    install(GOOD, entries="acme = acme_plugin_acme:missing")

    assert isinstance(only_problem(load("acme-plugin")).exception, AttributeError)


def test_misspelt_hook_is_refused(install) -> None:
    """A marked function that is called like no hook is refused by its name, not passed over."""
    install(IMPORTS + "@hookimpl\ndef minzheng_exporter():\n    return []\n")

    host = load("acme-plugin")

    assert "minzheng_exporter;" in only_problem(host).message.en
    assert "minzheng_exporters" in only_problem(host).message.en
    assert [plugin.name for plugin in host.plugins()] == ["plugin.builtin", "formats.json"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("@hookimpl(specname='minzheng_ruels')\ndef rules():\n    return []", "minzheng_ruels"),
        ("def minzheng_exporters():\n    return []", "not marked"),
        ("def minzheng_measure():\n    return []", "minzheng_measure"),
        ("@hookimpl(wrapper=True)\ndef minzheng_rules():\n    return (yield)", "wrapper"),
        ("@hookimpl(hookwrapper=True)\ndef minzheng_rules():\n    yield", "wrapper"),
        ("@hookimpl\ndef minzheng_rules(ledger):\n    return []", "not as specified"),
        ("HOOKS = []", "no hook"),
    ],
)
def test_hook_that_would_be_overlooked_is_refused(install, source: str, said: str) -> None:
    """Hooks that are unknown, unmarked, wrappers or take arguments, and plugins without hooks, are told apart."""
    install(IMPORTS + source)

    assert said in only_problem(load("acme-plugin")).message.en


def test_hook_under_another_name_is_taken(install) -> None:
    """A function may be called as its author likes if its mark names the hook."""
    install(IMPORTS + "@hookimpl(specname='minzheng_exporters')\ndef formats():\n    return [exporter('named')]")

    host = load("acme-plugin")

    assert host.problems == ()
    assert "named" in host.exporters


def test_plugin_that_cannot_be_looked_at_is_reported(install) -> None:
    """A plugin object whose attributes cannot even be listed is a problem like any other."""
    source = """
class Plugin:
    def __dir__(self):
        raise KeyError("trap")


plugin = Plugin()
"""
    install(source, entries="acme = acme_plugin_acme:plugin")

    assert isinstance(only_problem(load("acme-plugin")).exception, KeyError)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise RuntimeError('no luck')", "no luck"),
        ("raise SystemExit", "SystemExit"),
        ("return None", "NoneType"),
        ("yield exporter('half')\n    raise RuntimeError('midway')", "midway"),
    ],
)
def test_hook_that_fails_gives_nothing_and_is_reported(install, body: str, said: str) -> None:
    """What a failing hook gave before it failed is not taken; other hooks of the same plugin are."""
    source = f"@hookimpl\ndef minzheng_exporters():\n    {body}\n@hookimpl\ndef minzheng_importers():\n"
    install(IMPORTS + source + "    return [importer('fine', '.fine')]\n")

    host = load("acme-plugin")

    assert said in only_problem(host).message.en
    assert "minzheng_exporters" in only_problem(host).message.zh
    assert "half" not in host.exporters
    assert "fine" in host.importers


def test_thing_of_a_wrong_type_is_reported_and_the_right_ones_are_taken(install) -> None:
    """A hook that yields something else than it should is told what it yielded."""
    install(IMPORTS + "@hookimpl\ndef minzheng_exporters():\n    return [exporter('right'), importer('wrong', '.w')]")

    host = load("acme-plugin")

    assert "Exporter" in only_problem(host).message.en
    assert "Importer" in only_problem(host).message.en
    assert "right" in host.exporters


@pytest.mark.parametrize(
    ("hook", "mine", "taken"),
    [
        ("exporters", "exporter('json')", "json"),
        ("importers", "importer('json', '.other')", "json"),
        ("importers", "importer('other', '.new', '.jsonl')", ".jsonl"),
        ("rules", "rule('LED001', 'another-name')", "LED001"),
        ("rules", "rule('ACM001', 'duplicate-id')", "duplicate-id"),
        ("measures", "measure('community.registered')", "community.registered"),
    ],
)
def test_newcomer_with_a_name_that_is_taken_is_refused(install, hook: str, mine: str, taken: str) -> None:
    """Of two things with one name the first stays, and the conflict names both distributions."""
    before = load()
    install(IMPORTS + f"@hookimpl\ndef minzheng_{hook}():\n    return [{mine}]")

    host = load("acme-plugin")

    message = only_problem(host).message
    assert taken in message.zh
    assert "acme-plugin 1.2" in message.en
    assert "minzheng-domain" in message.en
    assert getattr(host, hook) == getattr(before, hook)


def test_two_plugins_with_one_format_are_a_conflict_that_names_both(install) -> None:
    """Between plugins the first by name of distribution stays, on every machine the same."""
    install(GOOD, name="bbb", version="2.0")
    install(GOOD, name="aaa", version="1.0")

    host = load("bbb", "aaa")

    problem = only_problem(host)
    assert problem.distribution == "bbb"
    assert "bbb 2.0" in problem.message.en
    assert "aaa 1.0" in problem.message.en
    offers = {plugin.distribution: plugin.exporters for plugin in host.plugins()}
    assert (offers["aaa"], offers["bbb"]) == (("good",), ())


def test_plugins_are_loaded_in_the_order_of_their_distributions(install) -> None:
    """The order does not depend on the order in which they were installed, nor on how names are written."""
    for name in ("ccc", "Aaa-Plugin", "bbb_plugin"):
        install(
            IMPORTS + f"@hookimpl\ndef minzheng_exporters():\n    return [exporter('{name[0].lower()}')]", name=name
        )

    host = load("ccc", "aaa.plugin", "BBB-plugin")

    assert [plugin.distribution for plugin in host.plugins()][2:] == ["Aaa-Plugin", "bbb_plugin", "ccc"]


def test_empty_allow_list_loads_no_plugin(install) -> None:
    """``MINZHENG_PLUGINS=`` leaves the built-in plugins only."""
    install(GOOD)

    host = Host([builtin], environment={ALLOW_LIST: ""})

    assert [plugin.distribution for plugin in host.plugins()] == ["minzheng-domain"]
    assert host.problems == ()


def test_without_an_allow_list_every_plugin_is_loaded(install, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the variable is not set, in the process or where the caller says, nothing is left out."""
    install(GOOD)
    monkeypatch.delenv(ALLOW_LIST, raising=False)

    assert "good" in Host([builtin]).exporters
    assert "good" in Host([builtin], environment={}).exporters


def test_allow_list_is_read_from_the_process(install, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names in the environment are compared as package tools compare them."""
    install(GOOD, name="acme-plugin")
    install(IMPORTS + "@hookimpl\ndef minzheng_exporters():\n    return [exporter('other')]", name="other")
    monkeypatch.setenv(ALLOW_LIST, " Acme.Plugin ,")

    host = Host([builtin])

    assert "good" in host.exporters
    assert "other" not in host.exporters


def test_allowed_plugin_that_is_not_installed_is_a_problem() -> None:
    """A misspelt name in the allow-list is told, since it would leave the plugin out in silence."""
    problem = only_problem(load("no-such-plugin"))

    assert (problem.distribution, problem.version) == ("no-such-plugin", "")
    assert "MINZHENG_PLUGINS" in problem.message.zh


def test_library_itself_may_stand_in_the_allow_list() -> None:
    """The built-in plugins are always there, also for who names them."""
    assert load("minzheng-domain").problems == ()


def test_host_without_installed_plugins_looks_at_none(install) -> None:
    """A host for the built-in plugins alone neither loads nor reports others."""
    install("1 / 0")

    host = Host([builtin], installed=False)

    assert host.problems == ()
    assert len(host.plugins()) == 1


def test_strict_host_raises_all_problems_together(install) -> None:
    """With ``strict`` every problem is an exception, each with its distribution and what caused it."""
    install("1 / 0", name="one", version="1.0")
    install("[][0]", name="two", version="2.0")

    with pytest.raises(ExceptionGroup) as caught:
        load("one", "two", strict=True)

    errors = caught.value.exceptions
    assert all(isinstance(error, PluginError) for error in errors)
    assert [getattr(error, "distribution", "") for error in errors] == ["one 1.0", "two 2.0"]
    assert [type(error.__cause__) for error in errors] == [ZeroDivisionError, IndexError]


def test_hosts_do_not_know_of_each_other(install) -> None:
    """There is no global registry: what one host loads, another does not have."""
    install(GOOD)

    assert "good" in load("acme-plugin").exporters
    assert "good" not in load().exporters


def test_entry_points_that_cannot_be_parsed_are_reported(install) -> None:
    """A broken entry-point file hides no other plugin."""
    install(GOOD, name="aaa", entries="this line is no entry")
    install(GOOD, name="bbb")

    host = load("aaa", "bbb")

    assert only_problem(host).distribution == "aaa"
    assert "good" in host.exporters


def test_entry_points_that_are_no_text_are_reported(install, site: Path) -> None:
    """A file that cannot even be decoded is told like one that cannot be parsed."""
    install(GOOD, name="aaa")
    install(GOOD, name="bbb")
    (site / "aaa-1.2.dist-info" / "entry_points.txt").write_bytes(b"[minzheng_domain]\nacme = \xff\xfe\n")
    (site / "aaa-1.2.dist-info" / "METADATA").write_bytes(b"Name: \xff\n")

    host = Host([builtin], environment={})

    assert [problem.distribution for problem in host.problems if "cannot be read" in problem.message.en] == ["?"]
    assert "good" in host.exporters


def test_plugin_that_pluggy_refuses_midway_is_taken_out(install, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a plugin whose registration fails after its first hook, no hook stays behind."""
    install(GOOD)
    register = pluggy.PluginManager.register

    def failing(manager: pluggy.PluginManager, plugin: object, name: str) -> None:
        register(manager, plugin, name)
        if name.startswith("acme"):
            raise pluggy.PluginValidationError(plugin, "too late")

    monkeypatch.setattr(pluggy.PluginManager, "register", failing)

    host = load("acme-plugin")

    assert "too late" in only_problem(host).message.en
    assert "good" not in host.exporters


def test_library_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from its sources, the library still lists its own plugins."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("minzheng_domain.plugin.host.version", missing)

    assert {plugin.version for plugin in load().plugins()} == {""}


def test_distribution_without_metadata_is_reported_without_a_name(install, site: Path) -> None:
    """What an unfinished removal has left behind is told as far as it can be, and hides nothing."""
    install("1 / 0", name="left-over")
    (site / "left_over-1.2.dist-info" / "METADATA").unlink()

    host = Host([builtin], environment={})

    assert "?" in {problem.distribution for problem in host.problems}


def test_distribution_that_stands_on_the_path_twice_is_loaded_once(
    install, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an editable copy and an installed one, the first on the path is the one that is imported."""
    install(GOOD)
    shutil.copytree(site, tmp_path / "second")
    monkeypatch.syspath_prepend(tmp_path / "second")

    host = load("acme-plugin")

    assert host.problems == ()
    assert [plugin.distribution for plugin in host.plugins()].count("acme-plugin") == 1


def test_module_under_two_entry_points_is_taken_once(install) -> None:
    """The second name of the same plugin is told, and its formats do not conflict with themselves."""
    install(GOOD, entries="acme = acme_plugin_acme\nagain = acme_plugin_acme")

    host = load("acme-plugin")

    assert only_problem(host).entry_point == "again"
    assert "good" in host.exporters


def test_entry_point_of_one_name_twice_is_told(install) -> None:
    """Two lines with one name leave the first plugin in place."""
    install(GOOD, entries="acme = acme_plugin_acme\nacme = acme_plugin_acme")

    host = load("acme-plugin")

    assert "comes twice" in only_problem(host).message.en
    assert "good" in host.exporters


def test_exporter_is_asked_for_by_its_format() -> None:
    """An unknown format is refused with those that exist."""
    host = load()

    assert host.exporter("json").format == "json"
    with pytest.raises(UnknownNameError) as caught:
        host.exporter("jsn")
    assert "json" in caught.value.known


@pytest.mark.parametrize(
    ("name", "format_"),
    [("ledger.json", "json"), ("台账 2019.JSON", "json"), ("a.jsonl", "jsonl"), ("a.b.jsonl", "jsonl")],
)
def test_importer_is_found_by_the_suffix(name: str, format_: str) -> None:
    """The suffix says how a file is read, in whatever case it is written."""
    assert load().importer_of(Path(name)).format == format_


def test_longest_suffix_wins(install) -> None:
    """A format may claim a suffix that ends like that of another."""
    install(IMPORTS + "@hookimpl\ndef minzheng_importers():\n    return [importer('special', '.special.json')]")

    host = load("acme-plugin")

    assert host.problems == ()
    assert host.importer_of(Path("a.special.json")).format == "special"


@pytest.mark.parametrize(("name", "said"), [("ledger.docx", ".docx"), ("ledger", "ledger"), (".json.bak", ".bak")])
def test_file_of_an_unknown_suffix_is_refused(name: str, said: str) -> None:
    """The message names what the file ends with, or the file, and the suffixes that can be read."""
    with pytest.raises(UnknownNameError) as caught:
        load().importer_of(Path(name))

    assert caught.value.name == said
    assert ".json" in caught.value.known


@pytest.mark.parametrize("hook", HOOKS)
def test_hook_is_documented_with_an_example(hook: str) -> None:
    """Every hook takes no argument and shows in its docstring how a plugin answers it."""
    specification = getattr(hookspecs, hook)

    assert not inspect.signature(specification).parameters
    assert f"... def {hook}():" in (inspect.getdoc(specification) or "")
    assert list(specification()) == []
