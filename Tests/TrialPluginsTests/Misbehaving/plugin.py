"""A plugin that does, for each work, the one wrong thing that its option names."""
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time


def send(**message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def tried(action):
    try:
        return {"done": True, "what": str(action())}
    except OSError as error:
        return {"done": False, "what": str(error)}


def write(path):
    with open(path, "w") as file:
        file.write("was here")


def fill():
    written = 0
    try:
        with open("filling", "wb") as file:
            while True:
                written += file.write(b"x" * 65536)
                file.flush()
    except OSError as error:
        return {"written": written, "what": str(error)}


def listen():
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    return server.getsockname()[1]


def orphan(marker):
    script = f"import time\nfor _ in range(600): time.sleep(0.1)\n# {marker}"
    subprocess.Popen([sys.executable, "-c", script], start_new_session=True,
                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {"started": True}


def work(mode, argument):
    if mode == "exit":
        sys.stderr.write("I have had enough\n")
        sys.exit(3)
    if mode == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(5)
    if mode == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(1)
    if mode == "slow-echo":
        time.sleep(0.5)
    if mode == "flood":
        line = "x" * 65535 + "\n"
        for _ in range(16384):
            sys.stdout.write(line if argument == "garbage" else json.dumps({"message": "log", "text": line}) + "\n")
    if mode == "flood-errors":
        for _ in range(16384):
            sys.stderr.write("x" * 65536)
    if mode == "binary":
        sys.stdout.buffer.write(bytes(range(256)) + b"\n")
        sys.stdout.flush()
        time.sleep(5)
    if mode == "partial":
        sys.stdout.write('{"message":"result","id":')
        sys.stdout.flush()
        sys.exit(0)
    if mode == "memory":
        return {"bytes": len(bytearray(1 << 30))}
    if mode == "processes":
        running = [subprocess.Popen(["sleep", "30"]) for _ in range(60)]
        time.sleep(3)
        return {"processes": len(running)}
    if mode == "disk":
        return fill()
    if mode == "write":
        return tried(lambda: write(argument))
    if mode == "read":
        return tried(lambda: open(argument).read())
    if mode == "listen":
        outcome = tried(listen)
        if outcome["done"]:
            outcome["reached"] = False
        return outcome
    if mode == "environment":
        return dict(os.environ)
    if mode == "descriptors":
        return sorted(int(name) for name in os.listdir("/proc/self/fd"))[:-1]
    if mode == "limits":
        return {"core": resource.getrlimit(resource.RLIMIT_CORE)[0]}
    if mode == "orphan":
        return orphan(argument)
    if mode == "signal":
        return tried(lambda: os.kill(int(argument), 0))
    return {"echo": argument}


def main():
    start = os.environ.get("START", "")
    if start == "silent-exit":
        return
    for line in sys.stdin:
        message = json.loads(line)
        if message["message"] == "hello":
            version = "trialpool/plugin@2" if start == "version" else "trialpool/plugin@1"
            name = "another" if start == "name" else "misbehaving"
            send(message="hello", protocol=version, name=name, version="1.0.0",
                 capabilities=["figure" if start == "capabilities" else "analysis"])
            if start == "deaf":
                time.sleep(60)
            continue
        mode, argument, identity = message["input"]["mode"], message["input"].get("argument"), message["id"]
        if mode == "no-output":
            send(message="result", id=identity)
        elif mode == "wrong-id":
            send(message="result", id="another", output={})
        elif mode == "wrong-fraction":
            send(message="progress", id=identity, fraction=7)
        elif mode == "wrong-schema":
            send(message="shout", id=identity, output={})
        elif mode == "own-error":
            send(message="error", id=identity, code="no-rows", text="there are\n no rows", place={"line": 4})
        elif mode == "chatty":
            send(message="log", id=identity, text="beginning")
            send(message="progress", id=identity, fraction=0.5)
            send(message="warning", id=identity, text="mind the gap", **{"x-new": 1})
            send(message="result", id=identity, output={})
        else:
            send(message="result", id=identity, output=work(mode, argument))
    if start == "stays":
        while True:
            time.sleep(1)


main()
