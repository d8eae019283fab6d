#!/usr/bin/env bash
# A comment behind a value in ssh's configuration is none for paramiko: the user is "render # jobs", and asyncssh refuses the file.
#
# OpenSSH 9.2 takes what follows a # behind a value for a comment: `ssh -G` shows the user as render. paramiko 5.1.0 logs in as "render # jobs", which
# fails as a wrong password does; a port with a comment is a text for it. asyncssh 2.24.1 says that there is extra data at the end of the line.
# Of several lines of SendEnv paramiko takes the first one, ssh all of them. So a file that works on the command line keeps a program's
# connections to the same hosts from working.
#
# Needs python3 with venv, and OpenSSH's client.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q asyncssh==2.24.1 paramiko==5.1.0
ssh -V
timeout 60 "$folder/venv/bin/python" - "$folder" <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version

import asyncssh
import paramiko

folder = sys.argv[1]
KEYS = ("hostname", "user", "port", "sendenv")


def by_ssh(path, host):
    lines = subprocess.run(["ssh", "-F", path, "-G", host], capture_output=True, text=True, check=True).stdout.splitlines()
    pairs = [line.split(" ", 1) for line in lines]
    return {key: " ".join(value for name, value in pairs if name == key) for key in KEYS}


def by_paramiko(path, host):
    found = paramiko.SSHConfig.from_path(path).lookup(host)
    return {key: found.get(key, "") for key in KEYS}


def by_asyncssh(path, host):
    options = asyncssh.SSHClientConnectionOptions(config=[path], host=host)
    return {"hostname": options.host, "user": options.username, "port": str(options.port), "sendenv": " ".join(options.send_env or ())}


def show(name, read, text, host, expected):
    path = f"{folder}/config"
    with open(path, "w") as file:
        file.write(text)
    try:
        answer = read(path, host)
        answer = {key: answer[key] for key in expected} if isinstance(expected, dict) else answer
    except Exception as error:
        answer = type(error).__name__
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


COMMENTS = "Host node*\n  User render # jobs\n  Port 2222 # behind the gateway\n"
LISTS = "Host node*\n  SendEnv LANG\n  SendEnv TZ\n"
ours = {"user": "render", "port": "2222"}
show("ssh", by_ssh, COMMENTS, "node1", ours)
show(f"paramiko {version('paramiko')}", by_paramiko, COMMENTS, "node1", {"user": "render # jobs", "port": "2222 # behind the gateway"})
show(f"asyncssh {version('asyncssh')}", by_asyncssh, COMMENTS, "node1", "ConfigParseError")
show("ssh, two lines of SendEnv", by_ssh, LISTS, "node1", {"sendenv": "LANG TZ"})
show("paramiko", by_paramiko, LISTS, "node1", {"sendenv": "LANG"})
PYTHON
