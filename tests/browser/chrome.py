"""A headless Chromium driven over the WebDriver protocol: a few lines of standard library, no further package."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

DRIVER = shutil.which("chromedriver")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Chrome:
    """One browser; use as a context manager. `size`: the window in CSS pixels."""

    def __init__(self, profile: Path, *, size: tuple[int, int] = (1280, 900)) -> None:
        self.profile, self.size = profile, size

    def __enter__(self) -> Chrome:
        self.driver = subprocess.Popen(
            [str(DRIVER), "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.driver.stdout is not None
        port = ""
        for line in self.driver.stdout:
            if "successfully on port" in line:
                port = line.rsplit("port", 1)[1].strip(" .\n")
                break
        self.root = f"http://127.0.0.1:{port}"
        arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--hide-scrollbars", f"--user-data-dir={self.profile}", f"--window-size={self.size[0]},{self.size[1]}",
        ]  # fmt: skip
        chrome = {"args": arguments, "binary": BROWSER}
        capabilities = {"browserName": "chrome", "goog:chromeOptions": chrome, "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}  # fmt: skip
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.session = f"/session/{answer['sessionId']}"
        self.open("about:blank")
        self.log("performance")  # the browser's own start page
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait(20)
            if self.driver.stdout:
                self.driver.stdout.close()

    def _call(self, method: str, path: str, body: object = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.root + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()[:2000]) from error

    def open(self, url: str) -> None:
        """Goes to an address and waits until it has loaded."""
        self._call("POST", f"{self.session}/url", {"url": url})

    def run(self, script: str, *arguments: object) -> object:
        """What a function body returns in the page."""
        return self._call("POST", f"{self.session}/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script: str, seconds: float = 10) -> None:
        """Waits until an expression holds."""
        end = time.monotonic() + seconds
        while not self.run(f"return !!({script})"):
            assert time.monotonic() < end, f"never came true: {script}"
            time.sleep(0.05)

    def find(self, css: str) -> str:
        """The first element of a selector."""
        found = self._call("POST", f"{self.session}/element", {"using": "css selector", "value": css})
        return found[ELEMENT]

    def click(self, css: str) -> None:
        """A click as a person makes it: it fails on what is hidden or covered."""
        self._call("POST", f"{self.session}/element/{self.find(css)}/click", {})

    def type(self, css: str, text: str) -> None:
        """Keys typed into an element."""
        self._call("POST", f"{self.session}/element/{self.find(css)}/value", {"text": text})

    def shown(self, css: str) -> bool:
        """Whether a person can see the first element of a selector."""
        return bool(self._call("GET", f"{self.session}/element/{self.find(css)}/displayed"))

    def devtools(self, command: str, **parameters: object) -> dict:
        """A command of the DevTools protocol."""
        return self._call("POST", f"{self.session}/goog/cdp/execute", {"cmd": command, "params": parameters})

    def log(self, kind: str) -> list[dict]:
        """What the browser logged since the last call: `performance` (DevTools events) or `browser` (console)."""
        return list(self._call("POST", f"{self.session}/se/log", {"type": kind}))

    def requested(self) -> list[str]:
        """Every address the page asked for since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """A PNG of the window, or of the whole page."""
        found = self.devtools("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))

    def phone(self, width: int, height: int) -> None:
        """The page as on a phone of that many CSS pixels."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True
        )

    def paper(self) -> bytes:
        """The page printed on A4, as PDF."""
        return base64.b64decode(
            self._call("POST", f"{self.session}/print", {"page": {"width": 21, "height": 29.7}})
        )
