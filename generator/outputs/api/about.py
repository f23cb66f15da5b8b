"""What describes the data: ``llms.txt`` and an OpenAPI 3.1 document."""

from __future__ import annotations

from typing import Any

from generator.outputs.api.api import API
from generator.outputs.context import RenderContext
from generator.views.open_data import PATHS

_SCHEMAS = "../../schemas/api.schema.json#/$defs/"
_PARAMETERS = {
    "slug": ("编号的小写，例：zm-001", "^[a-z]{2}-[0-9]{3,6}$"),
    "body": ("部门编号，例：gonganju", "^[a-z0-9-]+$"),
}


def openapi(context: RenderContext) -> dict[str, Any]:
    """Return the OpenAPI description. Every operation only reads, and no key is needed."""
    settings = context.catalogue.settings
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.short_title}数据接口",
            "version": "1",
            "description": f"{settings.standing.headline}{settings.standing.notice}",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": ".", "description": "相对这个文件的位置"}],
        "security": [],
        "paths": {f"/{path}": {"get": _operation(path, *rest)} for path, *rest in PATHS},
    }


def _operation(path: str, schema: str, what: str, media: str) -> dict[str, Any]:
    content = {media: {"schema": {"$ref": f"{_SCHEMAS}{schema}"} if schema else {"type": "string"}}}
    operation: dict[str, Any] = {
        "operationId": path.replace("/", "_").replace("{", "").replace("}", "").replace(".", "_"),
        "summary": what,
        "responses": {
            "200": {"description": what, "content": content},
            "404": {"description": "没有这个文件"},
        },
    }
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": about,
            "schema": {"type": "string", "pattern": pattern},
        }
        for name, (about, pattern) in _PARAMETERS.items()
        if f"{{{name}}}" in path
    ]
    return operation | ({"parameters": parameters} if parameters else {})


def llms(context: RenderContext) -> str:
    """Return ``llms.txt``: what the site is, and where its data are, for programs that read text."""
    catalogue = context.catalogue
    settings, base = catalogue.settings, catalogue.address
    lines = [
        f"# {settings.title}",
        "",
        f"> {settings.standing.headline}{settings.standing.notice}",
        "",
        f"{settings.jurisdiction.name}的社区可以出具什么证明、办什么事、盖什么章，不办的去哪里。",
        "引用时写编号、版次和指纹，并说明以主管部门的正式答复为准。",
        "",
        "## 数据",
        "",
        *(f"- [{what}]({base}{API}{path})" for path, _, what, _ in PATHS if "{" not in path),
        f"- [接口说明，OpenAPI 3.1]({base}{API}openapi.json)",
        "",
        "## 网页",
        "",
        *(
            f"- [{kind.hub or kind.title}]({base}{kind.folder}/)"
            for kind in catalogue.kinds.of_entries()
        ),
        f"- [版次]({base}editions/)",
        f"- [核验引用]({base}verify/)",
    ]
    return "\n".join(lines) + "\n"
