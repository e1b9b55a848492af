"""Makes the screen reader write what it speaks into a file, one JSON object a line, in place of a voice.

Orca reads this file from its own settings folder. What it decides to say, and when it stops, stays its own.
"""

import json
import os
import sys
import time
import types

from gi.repository import GLib

import orca.settings
import orca.speech
import orca.speechserver

# A voice takes time; reading a whole page aloud goes on at this pace, so that a key can cut it short.
PAUSE_MS = 40

_heard = open(os.environ["HEARD"], "a", buffering=1, encoding="utf-8")


def _write(kind, text):
    if text and text.strip():
        _heard.write(json.dumps({"at": int(time.time() * 1000), "kind": kind, "text": text.strip()}, ensure_ascii=False) + "\n")


class SpeechServer(orca.speechserver.SpeechServer):
    """The one voice there is: a file."""

    _only = None

    @staticmethod
    def getFactoryName():
        return "File"

    @staticmethod
    def getSpeechServers():
        return [SpeechServer.getSpeechServer()]

    @staticmethod
    def getSpeechServer(info=None):
        if SpeechServer._only is None:
            SpeechServer._only = SpeechServer()
        return SpeechServer._only

    @staticmethod
    def shutdownActiveServers():
        SpeechServer._only = None

    def __init__(self):
        super().__init__()
        self._reading = 0

    def getInfo(self):
        return ["File", "file"]

    def getVoiceFamilies(self):
        return []

    def speak(self, text=None, acss=None, interrupt=True):
        _write("said", text)

    def speakCharacter(self, character, acss=None):
        _write("said", character)

    def speakKeyEvent(self, event, acss=None):
        pass

    def sayAll(self, utteranceIterator, progressCallback):
        self._reading += 1
        GLib.timeout_add(PAUSE_MS, self._next, self._reading, utteranceIterator, progressCallback, None)

    def _next(self, reading, utterances, progress, before):
        context = orca.speechserver.SayAllContext
        if before is not None:
            progress(before.copy(), context.COMPLETED if reading == self._reading else context.INTERRUPTED)
        if reading != self._reading:
            return False
        try:
            utterance, _ = next(utterances)
        except StopIteration:
            return False
        utterance.currentOffset = utterance.startOffset
        progress(utterance.copy(), context.PROGRESS)
        _write("read", utterance.utterance)
        GLib.timeout_add(PAUSE_MS, self._next, reading, utterances, progress, utterance)
        return False

    def stop(self):
        self._reading += 1

    def shutdown(self):
        self.stop()


_module = types.ModuleType("file_voice")
_module.SpeechServer = SpeechServer
sys.modules["file_voice"] = _module
orca.settings.speechServerFactory = "file_voice"
orca.settings.speechFactoryModules = ["file_voice"]
orca.settings.enableKeyEcho = False
# A page that is opened is read when that is asked for, not from its beginning to its end each time: a setting of Orca's own.
orca.settings.sayAllOnLoad = False
