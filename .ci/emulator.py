"""Invokes every binary with its event in AWS's own Lambda Runtime Interface Emulator, against a
local cloud, and compares the responses with those of the functions inside another one: attempts are
counted and codes used up, so that the second answer of one cloud would be another.

The emulator comes with aws-sam-cli, where `sam local` would start it in a container.
"""

import glob
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARIES = os.path.join(ROOT, "target", "debug")
EMULATORS = glob.glob(os.path.join(sys.prefix, "lib/python3*/site-packages/samcli/local/rapid/aws-lambda-rie-x86_64"))
# Pictures, tokens, keys, the time and ports differ in each response or cloud.
RANDOM = re.compile(
    r'"(originalImageBase64|jigsawImageBase64|token|secretKey|secret_key|state_token|data|timestamp|kid|n|public_key)":"[^"]*"'
    r"|(?<=//)127\.0\.0\.1:[0-9]+"
)


def call(url, body=None, headers=None, method=None):
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    """Returns once the process listens on the port, which the emulator does not announce."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit(f"{process.args[0]} ended before it listened on {port}")


def in_emulator(function, event, cloud):
    environment = json.loads(call(f"{cloud}/_local/environment/{function}")[1])
    runtime, front = free_port(), free_port()
    command = [EMULATORS[0], "--runtime-api-address", f"127.0.0.1:{runtime}", "--runtime-interface-emulator-address", f"127.0.0.1:{front}"]
    process = subprocess.Popen(
        command + [os.path.join(BINARIES, function)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(front, process)
        return json.loads(call(f"http://127.0.0.1:{front}/2015-03-31/functions/function/invocations", event)[1])
    finally:
        process.kill()
        process.wait()


def in_process(event, cloud):
    event = json.loads(event)
    http = event["requestContext"]["http"]
    body = event.get("body")
    return call(cloud + http["path"], body.encode() if body else None, event["headers"], http["method"])


def address(process):
    """Where the local cloud listens: it prints it once it does. What it prints later is dropped."""
    for line in process.stdout:
        found = re.search(r"http://[0-9.:]+", line)
        if found:
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return found[0]
    raise SystemExit("the local cloud did not start")


def main():
    command = [os.path.join(BINARIES, "bindery"), "--port", "0", "--aws-port", "0"]
    clouds = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for _ in range(2)
    ]
    differ = []
    try:
        cloud, other = map(address, clouds)
        events = sorted(glob.glob(os.path.join(ROOT, "events", "*.json")))
        for path in events:
            function = os.path.splitext(os.path.basename(path))[0]
            with open(path, "rb") as file:
                event = file.read()
            response = in_emulator(function, event, cloud)
            if function == "rotate-keys":
                same = response is None
            else:
                status, text = in_process(event, other)
                emulated = response.get("statusCode"), RANDOM.sub(r'"\1"', response.get("body") or "")
                same = emulated == (status, RANDOM.sub(r'"\1"', text))
            print(f"{'same' if same else 'DIFFERENT'}  {function}  {(response or {}).get('statusCode', '')}")
            if not same:
                differ.append(function)
                print(response)
    finally:
        for process in clouds:
            process.kill()
            process.wait()
    if differ or not events:
        raise SystemExit(f"responses differ: {differ}")


main()
