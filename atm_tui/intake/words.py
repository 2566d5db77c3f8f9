"""What people write over their columns and into them, where we write something else. All in small letters."""

from typing import Final

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "what": (
        "task", "tasks", "activity", "activities", "action", "actions", "action point", "action step", "todo",
        "to do", "what to do", "what will be done", "description", "work", "step", "title", "name",
        "question",
        "message", "decision", "finding", "problem", "risk", "milestone", "issue",
    ),
    "lead": (
        "who", "responsible", "responsible person", "person responsible", "by whom", "who will do it",
        "who does it", "owner", "leader", "lead", "led by", "in charge", "assigned to", "assignee", "person",
        "focal person",
    ),
    "due": (
        "by when", "when", "deadline", "due", "due date", "end date", "end", "date", "target date", "finish",
        "finish date", "completion date", "to be done by", "until", "by", "time frame",
        "timeframe", "timeline",
    ),
    "start": ("start", "start date", "starts", "from", "begin", "begins", "beginning"),
    "status": ("status", "state", "progress", "stage", "done"),
    "done_when": ("output", "outputs", "expected result", "result", "success", "deliverable", "deliverables"),
    "helpers": ("help", "helper", "helpers", "with", "with whom", "supported by", "team", "others involved"),
    "outside_help": ("partner", "partners", "external support", "outside help", "support from", "support"),
    "risk": ("risks", "what may go wrong"),
    "why": ("why", "reason", "purpose", "objective", "goal", "remarks", "remark", "comments", "comment"),
    "display_name": (
        "name", "names", "full name", "member", "members", "member name", "name of member", "participant",
        "participants", "name of participant", "person", "people", "woman",
    ),
    "sex": ("sex", "gender", "m/f", "f/m", "w/m", "m/w"),
    "age": ("age", "age group", "age band", "years"),
    "role": ("role", "position", "function", "post", "job", "office held"),
    "kind": ("type", "category", "kind"),
    "contact": (
        "phone", "phone number", "phone no", "telephone", "tel", "tel no", "mobile", "cell", "cell phone",
        "contact", "contacts", "email", "e mail", "whatsapp", "address",
    ),
    "note": ("note", "notes", "remark", "remarks", "comment", "comments", "observation", "observations"),
    "languages": ("language", "languages", "speaks", "mother tongue"),
    "reads": ("literacy", "literate", "can read", "reading"),
    "consent": ("consent", "may be named"),
    "active": ("active", "still active"),
    "title": ("indicator", "indicators", "name", "what we measure", "measure", "stretch", "period"),
    "unit": ("unit", "units", "unit of measure", "measured in"),
    "baseline": ("baseline", "base line", "starting value", "start value", "today", "current", "now"),
    "baseline_date": ("baseline date", "date of baseline"),
    "target": ("target", "goal", "end target", "aim"),
    "target_date": ("target date", "deadline", "by when", "due date"),
    "measured_by": ("who", "who measures", "who collects", "responsible", "collected by", "who counts"),
    "how": ("method", "how", "source", "means of verification", "mov", "data source"),
    "how_often": ("frequency", "how often", "when"),
    "direction": ("direction", "up or down"),
    "dimension": ("dimension", "dimension of change", "area", "domain"),
    "indicator": ("indicator", "indicator name", "name of indicator", "measure", "what"),
    "on": ("date", "day", "when", "counted on", "reported on", "date of reading", "on"),
    "amount": ("value", "reading", "amount", "figure", "result", "actual", "number", "score", "counted"),
    "by": ("by", "who", "counted by", "collected by", "recorded by", "reported by", "by whom"),
    "evidence": ("evidence", "proof", "source"),
    "item": ("item", "resource", "resources", "material", "materials", "thing", "input", "inputs", "cost"),
    "action": ("action", "for action", "activity", "task", "for"),
    "quantity": ("quantity", "qty", "how many", "how much", "number"),
    "cost": ("cost", "costs", "price", "total cost", "amount", "budget", "total"),
    "provider": ("provider", "from", "who gives", "source", "supplier", "paid by", "who pays"),
    "who": ("name", "actor", "organisation", "organization", "institution", "stakeholder", "group"),
    "wedge": ("stand", "position", "stands", "attitude"),
    "request": ("request", "what we ask", "ask"),
    "statement": ("card", "problem", "cause", "statement", "milestone", "text"),
    "today": ("today", "now", "current", "present"),
    "future": ("future", "vision", "tomorrow"),
    "answer": ("answer", "response", "mitigation"),
    "likelihood": ("likelihood", "probability", "chance"),
    "harm": ("harm", "impact", "severity"),
}  # fmt: skip
"""The name of a field to headings under which people keep the same; our own labels are known anyhow."""

NUMBERING: Final = (
    "no",
    "nr",
    "n",
    "#",
    "s n",
    "sn",
    "s no",
    "number",
    "num",
    "sl no",
    "row",
    "line",
    "nº",
    "n°",
)
"""Headings of a column that only counts the rows."""

CODES: Final = ("code", "id", "ref", "a no")
"""Headings of a column that may hold spoken numbers."""

OUR_SUMS: Final = ("overview", "what it comes to")
"""The sheets of our own workbooks that hold nothing but what is worked out from the others."""

FIRST_NAMES: Final = ("first name", "first names", "given name", "forename", "christian name")
LAST_NAMES: Final = ("surname", "last name", "family name", "second name", "other name", "other names")

TOTALS: Final = (
    "total",
    "totals",
    "sum",
    "subtotal",
    "sub total",
    "grand total",
    "average",
    "mean",
    "in all",
)

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "yes": ("y", "x", "true", "1", "ok", "v", "\u2713", "\u2714", "\u2611", "oui", "si", "sim", "ndiyo"),
    "no": ("n", "false", "0", "\u2717", "\u2718", "\u2610", "non", "nao", "hapana"),
    "female": ("f", "w", "woman", "women", "girl", "lady", "she", "fem", "mrs", "ms"),
    "male": ("m", "man", "men", "boy", "he", "mr"),
    "idea": ("proposed", "proposal", "suggestion"),
    "agreed": ("planned", "not started", "not yet", "pending", "open", "to do", "todo", "new", "no"),
    "doing": ("ongoing", "on going", "in progress", "started", "begun", "under way", "underway", "busy"),
    "done": ("complete", "completed", "finished", "achieved", "closed", "100%", "yes", "ok"),
    "stopped": ("cancelled", "canceled", "dropped", "abandoned", "given up"),
    "up": ("increase", "increases", "more", "higher", "rise", "+", "\u2191"),
    "down": ("decrease", "decreases", "less", "lower", "reduce", "fall", "-", "\u2193"),
    "keep": ("same", "stable", "maintain", "stay", "stays", "="),
    "weekly": ("every week", "week"),
    "monthly": ("every month", "month"),
}
"""A stored choice to other words for it; used only where it is one of the choices."""
