"""Asks LibreOffice what a document says: the independent reader that ours is held against."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOFFICE = shutil.which("soffice")
_COMMANDS = {"final": ".uno:AcceptAllTrackedChanges", "original": ".uno:RejectAllTrackedChanges", "all": ""}
_LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Oracle"/></library:library>
"""
# One line of the list is a task: the file, the command that settles its changes, the text to write.
_MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Oracle" script:language="StarBasic">
Sub Work(list As String)
  On Error Resume Next
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot; : hidden(0).Value = True
  Dim asText(1) As New com.sun.star.beans.PropertyValue
  asText(0).Name = &quot;FilterName&quot;
  asText(1).Name = &quot;FilterOptions&quot; : asText(1).Value = &quot;UTF8,LF,,,false&quot;
  dispatcher = createUnoService(&quot;com.sun.star.frame.DispatchHelper&quot;)
  tasks = FreeFile
  Open list For Input As #tasks
  Do While Not EOF(tasks)
    Line Input #tasks, task
    parts = Split(task, &quot;|&quot;)
    document = StarDesktop.loadComponentFromURL(parts(0), &quot;_blank&quot;, 0, hidden())
    If Not IsNull(document) Then
      If parts(1) &lt;&gt; &quot;&quot; Then
        dispatcher.executeDispatch(document.CurrentController.Frame, parts(1), &quot;&quot;, 0, Array())
      End If
      asText(0).Value = parts(2)
      document.storeToURL(parts(3), asText())
      document.close(True)
    End If
  Loop
  Close #tasks
  StarDesktop.terminate()
End Sub
</script:module>
"""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to load, the view to settle its tracked changes to, the filter to write with and the file to write."""

    file: Path
    view: str
    target: Path
    filter_name: str = "Text (encoded)"


def run_tasks(tasks: Sequence[Task], folder: Path, *, timeout: float = 300) -> None:
    """Has one LibreOffice, with a profile of its own in `folder`, do all tasks; what it cannot load has no target."""
    assert SOFFICE is not None
    office = [SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    library = folder / "profile" / "user" / "basic" / "Standard"
    if not library.exists():  # the first start fills the profile, over whatever is there
        subprocess.run([*office, "--terminate_after_init"], check=True, timeout=timeout, capture_output=True)
        library.mkdir(parents=True, exist_ok=True)
    (library / "script.xlb").write_text(_LIBRARY)
    (library / "Oracle.xba").write_text(_MODULE)
    todo = folder / "tasks.txt"
    lines = [f"{t.file.as_uri()}|{_COMMANDS[t.view]}|{t.filter_name}|{t.target.as_uri()}\n" for t in tasks]
    todo.write_text("".join(lines), encoding="utf-8")
    macro = f'macro:///Standard.Oracle.Work("{todo}")'
    subprocess.run([*office, macro], check=True, timeout=timeout, capture_output=True)


def texts(files: Sequence[Path], view: str, folder: Path, *, timeout: float = 300) -> list[str | None]:
    """What LibreOffice exports as text from each file after settling its changes; None for one it could not load."""
    tasks = [Task(file, view, folder / f"{at}.{view}.txt") for at, file in enumerate(files)]
    run_tasks(tasks, folder, timeout=timeout)
    return [task.target.read_text(encoding="utf-8-sig") if task.target.exists() else None for task in tasks]
