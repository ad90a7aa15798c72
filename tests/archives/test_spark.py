"""The Spark job on a cluster of two workers on this machine: many rows, while an executor and a program that
reads rows are killed. Its report is that of one `mcpx report` over the same rows.

    python test_spark.py FOLDER       400,000 rows; ROWS or MCPX_TEST_ALL=1 (a million) changes that. FOLDER is for the rows.
"""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = f"node {ROOT}/wasm/dist/cli.mjs"
JOB = ROOT / "docs/examples/spark/report.py"
ROWS = int(os.environ.get("ROWS", "1000000" if os.environ.get("MCPX_TEST_ALL") else "400000"))
INSTALLS = max(ROWS // 20, 1)
PARTS = 16
PATIENCE_S = 900

# A heartbeat of schema 1; the members of a later one are added to it.
HEARTBEAT = {
    "version": "v0.30.2", "edition": "personal", "arch": "amd64", "go_version": "go1.24.4", "server_count": 3,
    "connected_server_count": 2, "tool_count": 40, "uptime_hours": 5, "routing_mode": "retrieve_tools",
    "quarantine_enabled": True,
}  # fmt: skip


def payload(draw, second):
    """A payload of this second: mostly a valid heartbeat; some are opt-out beacons, have errors, or are no JSON."""
    install = draw.randrange(INSTALLS)
    key = f"00000000-0000-4000-8000-{install:012x}"
    if draw.random() < 0.1:  # the same install in capitals
        key = key.upper()
    kind = draw.random()
    if kind < 0.01:
        return json.dumps({"event": "telemetry_disabled", "anonymous_id": key})
    if kind < 0.02:
        return draw.choice(["{", "[]", "null", '{"anonymous_id":"' + key, "\ufeff{}", '{"a":"\\ud800"}'])
    row = {"anonymous_id": key, **HEARTBEAT, "os": draw.choice(["darwin", "linux", "windows", "beos"])}
    row["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_770_000_000 + second))
    if kind < 0.3:
        counts = {"MCPX_DOCKER_CLI_NOT_FOUND": draw.randrange(1, 9), "MCPX_HTTP_401": 1}
        row["schema_version"] = draw.choice([3, 4, 5, 9])
        row["feature_flags"] = {
            "docker_available": draw.random() < 0.6,
            "docker_isolation_enabled": draw.random() < 0.3,
            "docker_cli_source": draw.choice(["path", "bundled", "login_shell", "absent"]),
        }
        row["diagnostics"] = {"error_code_counts_24h": counts, "fix_attempted_24h": 0}
    text = json.dumps(row)
    if kind > 0.98:  # the same install with an escaped key
        return text.replace("anonymous_id", "\\u0061nonymous_id")
    return text


def write_rows(folder):
    """Writes NDJSON, gzip, and rows for Parquet, and all rows in the order of time. Returns the job's inputs and those
    of the one process. Some heartbeats occur twice."""
    draw = random.Random(7)
    plain, packed, lines, every = (folder / name for name in ["a.ndjson", "b.ndjson.gz", "c.ndjson", "all.ndjson"])
    row = b"{}"
    with plain.open("wb") as a, gzip.open(packed, "wb", 1) as b, lines.open("wb") as c, every.open("wb") as whole:
        for i in range(ROWS):
            if draw.random() > 0.02:
                row = payload(draw, i).encode("utf-8", "surrogatepass")
            if i % 1000 == 0:
                row += b"\xff"  # invalid UTF-8 has to arrive as it is
            (a if i % 10 < 7 else b if i % 10 < 9 else c).write(row + b"\n")
            whole.write(row + b"\n")
    return [plain, packed, folder / "c.parquet"], every


def write_parquet(folder):
    """c.ndjson as Parquet, by Spark, with a line break in some payloads."""
    code = f"""
from pyspark.sql import SparkSession, functions as f
spark = SparkSession.builder.master("local[2]").getOrCreate()
text = f.col("value")
rows = spark.read.text("{folder}/c.ndjson", lineSep="\\n").select(f.regexp_replace(text, "^\\\\{{", "{{\\n").alias("payload"))
rows.coalesce(2).write.parquet("{folder}/c.parquet")
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# ---- Killing ----


def children():
    """parent id -> process ids, and process id -> command line, of all processes."""
    below, commands = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            commands[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (OSError, ValueError, IndexError):
            continue
        below.setdefault(parent, []).append(int(folder.name))
    return below, commands


def descendants(process, words):
    """The processes below a process whose command line has these words."""
    below, commands = children()
    found, waiting = [], [process]
    while waiting:
        for child in below.get(waiting.pop(), []):
            waiting.append(child)
            if words in commands.get(child, ""):
                found.append(child)
    return found


KILLED = "ended with exit code -9"
PROGRAM, EXECUTOR = "report --ndjson", "CoarseGrainedExecutorBackend"


def kill_one(job, words):
    """Kills a process of the job with these words, while a program reads rows. Returns whether it could."""
    end = time.monotonic() + PATIENCE_S
    while job.poll() is None and time.monotonic() < end:
        found = descendants(job.pid, PROGRAM) and descendants(job.pid, words)
        if found:
            try:
                os.kill(found[0], signal.SIGKILL)
                return True
            except ProcessLookupError:
                pass
        time.sleep(0.05)
    return False


def wait_for(job, log, words):
    """Waits until the log of the job has these words."""
    end = time.monotonic() + PATIENCE_S
    while job.poll() is None and time.monotonic() < end and words not in log.read_text(errors="replace"):
        time.sleep(0.2)


def start_job(master, inputs, log, errors):
    options = ["--master", master, "--conf", "spark.ui.enabled=false"]
    submit = [Path(sys.executable).parent / "spark-submit", *options, JOB, "--parts", str(PARTS), "--mcpx", COMMAND]
    env = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_DIRS": str(log.parent), "SPARK_WORKER_DIR": str(log.parent)}
    return subprocess.Popen([*submit, *inputs], stdout=subprocess.PIPE, stderr=errors, env=env)


def run_job(inputs, log):
    with log.open("wb") as errors:
        job = start_job("local-cluster[2,1,1024]", inputs, log, errors)
        killed = [kill_one(job, PROGRAM)]
        wait_for(job, log, KILLED)  # or the executor could not report it
        killed.append(kill_one(job, EXECUTOR))
        output, _ = job.communicate(timeout=PATIENCE_S)
    return job.returncode, killed, output


def one_report(rows):
    """The report of a single process, as JSON."""
    return subprocess.run([*COMMAND.split(), "report", "--format", "json", rows], stdout=subprocess.PIPE, check=True).stdout


FEW_CODES = [
    "MCPX_STDIO_SPAWN_ENOENT", "MCPX_STDIO_SPAWN_EACCES", "MCPX_STDIO_EXIT_NONZERO", "MCPX_HTTP_5XX", "MCPX_HTTP_404",
    "MCPX_HTTP_403", "MCPX_HTTP_401", "MCPX_DOCKER_DAEMON_DOWN", "MCPX_DOCKER_CLI_NOT_FOUND", "MCPX_CONFIG_PARSE_ERROR",
]  # fmt: skip


def few_rows():
    """Heartbeats of installs that each have another code: the partitions have few codes, and in any order."""
    for install in range(3 * PARTS):
        counts = {FEW_CODES[install % len(FEW_CODES)]: 1}
        row = {"anonymous_id": f"00000000-0000-4000-8000-{install:012x}", **HEARTBEAT, "os": "linux"}
        row |= {"schema_version": 3, "diagnostics": {"error_code_counts_24h": counts, "fix_attempted_24h": 0}}
        yield json.dumps(row) + "\n"


def few_rows_add_up(folder):
    """Whether the job works when partitions have few rows, or none: the report is the same bytes."""
    few = folder / "few.ndjson"
    few.write_text("".join(few_rows()))
    with (folder / "few.log").open("wb") as errors:
        output, _ = start_job("local[2]", [few], folder / "few.log", errors).communicate(timeout=PATIENCE_S)
    return output == one_report(few)


def main():
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    inputs, every = write_rows(folder)
    write_parquet(folder)
    one = one_report(every)
    log = folder / "spark.log"
    status, killed, output = run_job(inputs, log)
    text = log.read_text(errors="replace")
    report = json.loads(one)
    checks = {
        "the job succeeds": status == 0,
        "a program that reads rows was killed": killed[0] and KILLED in text,
        "an executor was killed": killed[1] and "Lost executor" in text,
        "every row is counted once": report["payloads"] == ROWS,
        "the rows have every kind": all(report[name] for name in ["opt_out_beacons", "neither", "with_errors", "repeated"]),
        "the reports are the same": output == one,
        "a job with few rows in each partition": few_rows_add_up(folder),
    }
    for name, passed in checks.items():
        print("ok    " if passed else "FAILED", name)
    failed = list(checks.values()).count(False)
    if failed:
        print(text[-4000:], output[:2000])
    else:
        shutil.rmtree(folder)
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
