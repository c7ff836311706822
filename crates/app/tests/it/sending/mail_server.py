"""A mail server for tests, on a port of its own: mail_server.py starttls|wrapped|plain CERTIFICATE KEY [chaos]

Wants the sign-in of muster. The first line it prints is its port; each e-mail that it took is a line of JSON. What it
does wrong goes by whom an e-mail is for: later.… is put off once, nobody.… does not exist, lost.… is taken once without
an answer. With chaos it puts off every 31st recipient and loses the answer to every 37th e-mail.
"""

import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

mode, certificate, key, *rest = sys.argv[1:]
chaos = rest == ["chaos"]
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")


def allowed(server, session, envelope, mechanism, data):
    good = data.login == b"muster" and data.password == b"copper:lantern/42"
    return AuthResult(success=good, handled=good, auth_data=data)


class Handler:
    def __init__(self):
        self.seen = set()
        self.recipients = 0
        self.taken = 0

    def first(self, address):
        new = address not in self.seen
        self.seen.add(address)
        return new

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.recipients += 1
        if address.startswith("nobody."):
            return f"550 5.1.1 <{address}> is unknown here"
        if address.startswith("later.") and self.first(address):
            return "451 4.7.1 Come back in a moment"
        if chaos and self.recipients % 31 == 0:
            return "451 4.3.2 Busy"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken += 1
        print(json.dumps(told(session, envelope)), flush=True)
        lost = envelope.rcpt_tos[0].startswith("lost.") and self.first(envelope.rcpt_tos[0])
        if lost or (chaos and self.taken % 37 == 0):
            server.transport.abort()
        return "250 2.0.0 Taken"


def told(session, envelope):
    letter = email.message_from_bytes(envelope.content, policy=email.policy.SMTP)
    part = lambda kind: letter.get_body(preferencelist=(kind,)).get_content()
    return {
        "to": envelope.rcpt_tos,
        "from": envelope.mail_from,
        "headers": [[name, str(value)] for name, value in letter.items()],
        "kind": letter.get_content_type(),
        "text": part("plain"),
        "html": part("html"),
        "login": getattr(session.auth_data, "login", b"").decode(),
        "encrypted": mode != "plain" and session.ssl is not None or mode == "wrapped",
    }


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    handler = Handler()

    def make():
        options = {"require_starttls": True, "tls_context": context} if mode == "starttls" else {}
        return SMTP(
            handler,
            hostname="localhost",
            authenticator=allowed,
            auth_required=True,
            auth_require_tls=mode == "starttls",
            **options,
        )

    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", 0, ssl=context if mode == "wrapped" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
