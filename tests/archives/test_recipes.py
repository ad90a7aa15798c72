"""The recipes of docs/archives.md for ClickHouse, DuckDB and the filter in Spark, run as written: their figures
are those of one `mcpx report` and one `mcpx filter` over the same rows.

    python test_recipes.py FOLDER       FOLDER is for the rows.
"""

import base64
import collections
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ["node", str(ROOT / "wasm/dist/cli.mjs")]
VECTORS = [ROOT / "tests/vectors/heartbeats.jsonl", ROOT / "tests/vectors/real-heartbeats.jsonl"]
COPIES = 20
PARTS = 16

# Programs with the names that the recipes use. Each query of a client is a process of its own, as with a server.
PROGRAMS = {
    "mcpx": f"""#!/bin/sh
exec node {ROOT}/wasm/dist/cli.mjs "$@"
""",
    "duckdb": f"""#!{sys.executable}
import sys, duckdb
duckdb.execute(sys.argv[2])
""",
    "clickhouse-client": f"""#!{sys.executable}
import os, re, sys
from chdb import session
here = os.environ["CLICKHOUSE"]
server = session.Session(f"{{here}}/data?user_scripts_path={{here}}/user_scripts")
part = [word for word in sys.argv if word.startswith("--param_part=")]
query = open(sys.argv[sys.argv.index("--queries-file") + 1]).read()
server.query(f"CREATE TABLE IF NOT EXISTS heartbeats ENGINE = MergeTree ORDER BY tuple() AS "
             f"SELECT payload FROM file('{{here}}/rows.parquet')")
if part:
    server.query("SET param_part = " + part[0].partition("=")[2])
sys.stdout.buffer.write(server.query(query).bytes())
""",
}


def payloads():
    """Heartbeats of the vectors, each from several installs, in the order of time; and rows that are none."""
    rows = [json.loads(line)["payload"] for path in VECTORS for line in path.read_text().splitlines()]
    found = ["{", "null", '{"event":"telemetry_disabled"}']
    for copy in range(COPIES):
        for i, row in enumerate(rows):
            identity = f'"anonymous_id":"00000000-0000-4000-8000-{copy * len(rows) + i:012x}"'
            found.append(re.sub(r'"anonymous_id"\s*:\s*"[^"]*"', identity, row.replace("\n", " ")))
    return sorted(found, key=lambda row: (re.findall(r'"timestamp"\s*:\s*"([^"]*)"', row) or [""])[0])


def blocks(heading):
    """The shell or Python blocks below a heading of docs/archives.md."""
    section = (ROOT / "docs/archives.md").read_text().split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```(?:sh|python)\n(.*?)```", section, re.S)


def write_inputs(folder, rows):
    import duckdb

    (folder / "rows.ndjson").write_text("".join(row + "\n" for row in rows))
    table = f"read_csv('{folder}/rows.ndjson', columns={{'payload': 'VARCHAR'}}, delim='\x01', quote='', escape='', header=false)"
    for path in [folder / "archive/rows.parquet", folder / "clickhouse/rows.parquet"]:
        path.parent.mkdir()
        duckdb.execute(f"COPY (SELECT payload FROM {table}) TO '{path}' (FORMAT parquet)")
    shutil.copytree(ROOT / "docs/examples/clickhouse", folder / "clickhouse/user_scripts")
    for name, text in PROGRAMS.items():
        path = folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    (folder / "docs").symlink_to(ROOT / "docs")


def shell(folder, block):
    """Runs a block in the folder. Its last command writes a report, whose JSON is returned if there is one."""
    env = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "CLICKHOUSE": str(folder / "clickhouse")}
    block = block.replace("report --merge ", "report --merge --format json ")
    done = subprocess.run(["sh", "-ec", block], cwd=folder, env=env, stdout=subprocess.PIPE, check=True)
    return done.stdout


def answers(rows):
    """Findings by rule, from one filter."""
    requests = [{"op": "validate", "id": i, "payload_base64": base64.b64encode(row.encode()).decode()} for i, row in enumerate(rows)]
    text = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([*COMMAND, "filter"], input=text.encode(), stdout=subprocess.PIPE, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return collections.Counter(finding["rule"] for answer in found for finding in answer["findings"])


def findings_of_spark(folder, block):
    """The block for Spark, with the rows that it expects."""
    code = f"""
from pyspark.sql import SparkSession, functions as f
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
lines = spark.read.text("{folder}/rows.ndjson")
rows = lines.select(f.monotonically_increasing_id().alias("id"), f.encode("value", "UTF-8").alias("payload"))
{block}
print(json.dumps(rules))
"""
    env = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return json.loads(done.stdout)


def main():
    folder = Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows = payloads()
    write_inputs(folder, rows)
    whole = subprocess.run([*COMMAND, "report", "--ndjson", "--format", "json", folder / "rows.ndjson"], stdout=subprocess.PIPE, check=True)
    rules = answers(rows)
    clickhouse, by_rule = blocks("ClickHouse")
    [duckdb] = blocks("DuckDB")
    [spark] = blocks("Findings of each row")
    reports = {name: shell(folder, block) for name, block in [("ClickHouse", clickhouse), ("DuckDB", duckdb)]}
    shell(folder, by_rule)
    listed = [line.split("\t") for line in (folder / "findings.tsv").read_text().splitlines()]
    checks = {
        "the rows have heartbeats, errors and findings": json.loads(whole.stdout)["with_errors"] > 0 and len(rules) > 10,
        "each part of ClickHouse has its report": all((folder / f"part-{part}.json").stat().st_size for part in range(PARTS)),
        "ClickHouse: the reports add up": reports["ClickHouse"] == whole.stdout,
        "ClickHouse: findings by rule": {rule: int(count) for rule, count in listed} == rules,
        "DuckDB: the reports add up": reports["DuckDB"] == whole.stdout,
        "Spark: findings by rule": findings_of_spark(folder, spark) == rules,
    }
    for name, passed in checks.items():
        print("ok    " if passed else "FAILED", name)
    failed = list(checks.values()).count(False)
    if not failed:
        shutil.rmtree(folder)
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
