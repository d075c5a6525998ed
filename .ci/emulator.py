"""Every binary in AWS's own Lambda Runtime Interface Emulator, with its event, against the local cloud; answers are compared with
those of the functions that run inside of it.

The emulator comes with aws-sam-cli, where `sam local` would start it in a container.
"""

import glob
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARIES = os.path.join(ROOT, "target", "debug")
EMULATORS = glob.glob(os.path.join(sys.prefix, "lib/python3*/site-packages/samcli/local/rapid/aws-lambda-rie-x86_64"))
# Pictures and tokens are different each time.
DRAWN = re.compile(r'"(originalImageBase64|jigsawImageBase64|token|secretKey|secret_key|state_token|data)":"[^"]*"')


def ask(url, body=None, headers=None, method=None):
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    """Waits until somebody listens there; the process ending is the end of waiting."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit(f"nobody listens on {port}")


def in_emulator(function, event, cloud):
    environment = json.loads(ask(f"{cloud}/_local/environment/{function}")[1])
    runtime, front = free_port(), free_port()
    command = [EMULATORS[0], "--runtime-api-address", f"127.0.0.1:{runtime}", "--runtime-interface-emulator-address", f"127.0.0.1:{front}"]
    process = subprocess.Popen(
        command + [os.path.join(BINARIES, function)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(front, process)
        return json.loads(ask(f"http://127.0.0.1:{front}/2015-03-31/functions/function/invocations", event)[1])
    finally:
        process.kill()
        process.wait()


def in_process(event, cloud):
    asked = json.loads(event)
    http = asked["requestContext"]["http"]
    body = asked.get("body")
    return ask(cloud + http["path"], body.encode() if body else None, asked["headers"], http["method"])


def main():
    port = free_port()
    cloud = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [os.path.join(BINARIES, "bindery"), "--port", str(port), "--aws-port", "0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    differ = []
    try:
        wait_for(port, process)
        events = sorted(glob.glob(os.path.join(ROOT, "events", "*.json")))
        for path in events:
            function = os.path.splitext(os.path.basename(path))[0]
            with open(path, "rb") as file:
                event = file.read()
            answer = in_emulator(function, event, cloud)
            if function == "rotate-keys":
                same = answer is None
            else:
                status, text = in_process(event, cloud)
                emulated = answer.get("statusCode"), DRAWN.sub(r'"\1"', answer.get("body") or "")
                same = emulated == (status, DRAWN.sub(r'"\1"', text))
            print(f"{'same' if same else 'DIFFERENT'}  {function}  {(answer or {}).get('statusCode', '')}")
            if not same:
                differ.append(function)
                print(answer)
    finally:
        process.kill()
        process.wait()
    if differ or not events:
        raise SystemExit(f"answers differ: {differ}")


main()
