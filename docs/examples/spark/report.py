"""Checks and summarizes any number of heartbeats with Spark: rows -> one report, as `mcpx report` gives it.

    spark-submit report.py [--parts N] [--mcpx "mcpx"] INPUT...

An INPUT is a path that Spark can read: NDJSON, also .gz, or Parquet with a column `payload`. Each partition is piped
through one `mcpx report`; Spark adds the partial reports up, and `mcpx report --merge` checks and formats the sum.
"""

import argparse
import json
import shlex
import subprocess
import sys
import threading

from pyspark.sql import SparkSession, functions

ID = r'"anonymous_id"\s*:\s*"([0-9A-Fa-f-]{36})"'
SENT = r'"timestamp"\s*:\s*"([^"]{1,40})"'
PARTS = 200
INSTALLS_MAX = 100_000  # of one report


def read(spark, path):
    """The payloads of an input, one per row, as bytes."""
    if path.rstrip("/").endswith(".parquet"):
        return spark.read.parquet(path).select(functions.col("payload").cast("string").alias("value"))
    return spark.read.text(path, lineSep="\n")


def by_install(rows, parts):
    """Brings all heartbeats of an install into one partition, because a report counts installs and does not list them."""
    text = functions.col("value")
    written = functions.regexp_extract(text, ID, 1)
    escaped = functions.coalesce(functions.get_json_object(text, "$.anonymous_id"), functions.lit(""))
    key = functions.lower(functions.when(written != "", written).otherwise(escaped))
    # Rows without an id go to any partition.
    spread = functions.when(key == "", functions.xxhash64(text).cast("string")).otherwise(key)
    rows = rows.select(text.cast("binary").alias("value"), spread.alias("install"), functions.regexp_extract(text, SENT, 1).alias("sent"))
    # In the order of time, a heartbeat that occurs twice follows itself, and the second one is not counted.
    return rows.repartition(parts, "install").sortWithinPartitions("install", "sent").select("value")


def feed(process, rows):
    """Writes the rows as lines. A line break in a payload becomes another one, which JSON treats alike."""
    try:
        with process.stdin as stdin:
            for row in rows:
                stdin.write(bytes(row.value).replace(b"\n", b"\r") + b"\n")
    except BrokenPipeError:
        pass  # the exit code says why


def report_of(rows, command):
    """The report on a partition. A program that fails, or is killed, fails the task, and Spark runs it again."""
    arguments = [*shlex.split(command), "report", "--ndjson", "--allow-empty", "--format", "json", "-"]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    feeder = threading.Thread(target=feed, args=(process, rows))
    feeder.start()
    output = process.stdout.read()
    feeder.join()
    if process.wait() != 0:
        raise RuntimeError(f"mcpx report ended with exit code {process.returncode}")
    report = json.loads(output)
    if report["not_counted"]:
        raise RuntimeError(f"a partition has more than {INSTALLS_MAX} installs; use more --parts")
    del report["format_version"]  # of the document: it is no figure to add up
    return report


def add_codes(a, b):
    sums = {}
    for row in a + b:
        installs, count = sums.get(row["code"], (0, 0))
        sums[row["code"]] = (installs + row["installs"], count + row["count"])
    return [{"code": code, "installs": installs, "count": count} for code, (installs, count) in sums.items()]


def add(a, b):
    """Adds two reports up: numbers, groups by name, codes by code. `mcpx report --merge` puts them in order."""
    if isinstance(a, dict):
        return {name: add(a[name], b[name]) if name in a and name in b else a.get(name, b.get(name)) for name in {**a, **b}}
    if isinstance(a, list):
        return add_codes(a, b)
    if isinstance(a, int):
        return a + b
    if a != b:
        raise RuntimeError("the machines of the cluster have different releases of mcpx")
    return a


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("input", nargs="+")
    parser.add_argument("--parts", type=int, default=PARTS, help=f"partitions, each with at most {INSTALLS_MAX} installs")
    parser.add_argument("--mcpx", default="mcpx", help="the command, on every machine of the cluster")
    options = parser.parse_args()

    spark = SparkSession.builder.appName("mcpx report").getOrCreate()
    inputs = [read(spark, path) for path in options.input]
    rows = inputs[0]
    for more in inputs[1:]:
        rows = rows.union(more)
    command = options.mcpx
    partial = by_install(rows, options.parts).rdd.mapPartitions(lambda part: [report_of(part, command)])
    total = partial.treeReduce(add)
    merge = [*shlex.split(command), "report", "--merge", "--format", "json", "-"]
    sys.stdout.write(subprocess.run(merge, input=json.dumps(total), stdout=subprocess.PIPE, text=True, check=True).stdout)
    spark.stop()


if __name__ == "__main__":
    main()
