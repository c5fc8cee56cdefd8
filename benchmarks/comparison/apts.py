"""Systems in folders with the real apt: one that fetches as apt does, and one that fetches through TUF."""

import re
import shutil
import ssl
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .clients import ROOT, home
from .measuring import Failure, environment, measure, output_of

ARCHITECTURE = "amd64"
METHODS = Path("/usr/lib/apt/methods")
TRANSPORT = "apt-transport-tuf"
LIBC = f"""Package: libc6
Status: install ok installed
Architecture: {ARCHITECTURE}
Maintainer: Benchmark <benchmark@example.org>
Version: 2.36-9
Description: what the packages depend on

"""
FOLDERS = """etc/apt/apt.conf.d etc/apt/preferences.d etc/apt/sources.list.d etc/apt/trusted.gpg.d var/cache/apt/archives/partial
    var/lib/apt/lists/auxfiles var/lib/apt/lists/partial var/lib/dpkg/info var/lib/dpkg/parts var/lib/dpkg/triggers
    var/lib/dpkg/updates var/log/apt tmp methods""".split()


class Programs:
    """Both packages of this build, unpacked into a folder and made ready as their installation makes them ready."""

    def __init__(self, folder):
        packages = sorted((ROOT / "packaging/debian/target").glob("*_all.deb"))
        if len(packages) != 2:
            raise Failure(f"expected two packages in packaging/debian/target, got {len(packages)}")
        shutil.rmtree(folder, ignore_errors=True)
        for package in packages:
            subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        self.folder = folder
        self.tufa = folder / "usr/bin/tufa"
        self.method = next(folder.glob("usr/lib/**/tuf+https"))
        self._train(TRANSPORT, "dev.tufa.method.MethodMain")
        self._train("tufa", "dev.tufa.cli.Tufa")
        self._train("tufa", "dev.tufa.cli.Tufa apt")

    def _train(self, package, main):
        script = f". '{self.folder}/usr/share/{TRANSPORT}/installed.sh'; find_java java; make_archive {main}"
        named = {**environment(), "usr": f"{self.folder}/usr", "package": package, "JAVA_HOME": home()}
        subprocess.run(["sh", "-c", script], check=True, env=named)
        if not any((self.folder / "var/cache" / package).iterdir()):
            raise Failure(f"{package}: expected a class-data archive, got none")


class Vendor:
    """An archive of small packages, which is signed for apt and by TUF."""

    def __init__(self, folder, programs):
        self.folder = folder
        self.programs = programs
        self.served = folder / "public"

    def begin(self, url, debs):
        self._tufa("archive", "init", "--origin", "Benchmark", "--arch", ARCHITECTURE, "--url", url, self.folder)
        self.publish(*debs)

    def publish(self, *debs):
        self._tufa("archive", "add", "--publish", "--no-check", self.folder, "stable", *debs)

    def apt_file(self, program):
        self._tufa("apt", "make", "--from", self.folder, "--install", program)
        return self.served / f"{program}.apt"

    def fingerprint(self):
        shown = output_of(["gpg", "--show-keys", "--with-colons", self.served / "keys/archive.asc"])
        return re.search(r"^fpr:+([0-9A-F]{40}):", shown, re.MULTILINE).group(1)

    def _tufa(self, *words):
        named = {**environment(), "TUFA_PASSPHRASE": "benchmark", "JAVA_HOME": home()}
        done = subprocess.run([self.programs.tufa, *words], capture_output=True, text=True, env=named)
        if done.returncode != 0:
            raise Failure(f"tufa {' '.join(map(str, words))}: expected exit code 0, got {done.returncode}\n{done.stderr}")


class Served:
    """A folder by https, with a certificate of this run, or by http. Connections are kept."""

    def __init__(self, folder, scheme, work):
        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def log_message(self, *_):
                pass

        def handle(*arguments):
            return Handler(*arguments, directory=folder)

        self.certificate = work / "certificate.pem"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handle)
        self.server.daemon_threads = True
        if scheme == "https":
            self._secure(work / "certificate.key")
        self.url = f"{scheme}://127.0.0.1:{self.server.server_port}"

    def _secure(self, key):
        new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        subprocess.run([*new, *names, "-keyout", key, "-out", self.certificate], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class System:
    """A system in a folder. With a root of TUF, its apt fetches through that."""

    def __init__(self, folder, programs, certificate):
        self.folder = folder
        self.programs = programs
        shutil.rmtree(folder, ignore_errors=True)
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
        (folder / "var/lib/dpkg/available").touch()
        (folder / "var/lib/dpkg/status").write_text(LIBC)
        (folder / "var/lib/dpkg/info/libc6.list").touch()
        (folder / "etc/os-release").write_text("ID=debian\nVERSION_ID=12\nVERSION_CODENAME=bookworm\n")
        for method in METHODS.iterdir():
            (folder / "methods" / method.name).symlink_to(method)
        for name in ("tuf+https", "tuf+http"):
            (folder / "methods" / name).unlink(missing_ok=True)
            (folder / "methods" / name).symlink_to(programs.method)
        (folder / "etc/apt/apt.conf.d/benchmark").write_text(
            f'Dir::Bin::Methods "{folder}/methods/";\nAcquire::https::CaInfo "{certificate}";\nAcquire::Languages "none";\n'
        )
        self.settings = folder / "apt.conf"
        self.settings.write_text(
            f'Dir "{folder}/";\nDir::State::status "{folder}/var/lib/dpkg/status";\nDir::State::tuf "{self.tuf}/";\n'
            f'APT::Architecture "{ARCHITECTURE}";\nAPT::Architectures {{ "{ARCHITECTURE}"; }};\nAPT::Sandbox::User "";\n'
            f'APT::Update::Error-Mode "any";\nDpkg::Options {{ "--root={folder}"; "--force-not-root"; "--force-bad-path"; '
            f'"--log={folder}/var/log/dpkg.log"; }};\n'
        )

    @property
    def tuf(self):
        return self.folder / "var/lib/apt-transport-tuf"

    def list(self, vendor, url, through_tuf):
        """Lists an archive, and registers its root if it goes through TUF."""
        key = self.folder / "etc/apt/benchmark.asc"
        shutil.copy(vendor.served / "keys/archive.asc", key)
        if through_tuf:
            name = url.partition("://")[2] + "_"
            registered = self.tuf / "archives" / name
            registered.mkdir(parents=True)
            shutil.copy(vendor.served / "tuf/1.root.json", registered / "root.json")
            shutil.copy(key, registered / "archive.asc")
            (registered / "archive").write_text(f"Archive: {url}/\nScope: release\n")
            key = self.tuf / "state" / name / "releases/keys/archive.asc"
        source = f"Types: deb\nURIs: {'tuf+' if through_tuf else ''}{url}\nSuites: stable\nComponents: main\nSigned-By: {key}\n"
        (self.folder / "etc/apt/sources.list.d/benchmark.sources").write_text(source)

    def forget(self):
        """As if nothing had been fetched yet."""
        for folder in ("var/lib/apt/lists", "var/lib/apt/lists/auxfiles", "var/lib/apt/lists/partial"):
            for file in (self.folder / folder).iterdir():
                if file.is_file():
                    file.unlink()
        shutil.rmtree(self.tuf / "state", ignore_errors=True)
        for cache in (self.folder / "var/cache/apt").glob("*.bin"):
            cache.unlink()

    def apt_get(self, *words):
        taken = measure(["env", f"APT_CONFIG={self.settings}", f"JAVA_HOME={home()}", "apt-get", "-q", "-y", *words])
        if re.search("^[EW]: ", taken.output, re.MULTILINE):
            raise Failure(f"apt-get {' '.join(words)}: expected no complaint, got\n{taken.output}")
        return taken

    def update(self):
        return self.apt_get("update")

    def require_offer(self, program, version):
        named = {**environment(), "APT_CONFIG": str(self.settings)}
        shown = output_of(["apt-cache", "madison", program], env=named)
        if version not in shown:
            raise Failure(f"{program}: expected version {version} to be offered, got {shown!r}")

    def require_installed(self, program):
        if f"Package: {program}\nStatus: install ok installed" not in (self.folder / "var/lib/dpkg/status").read_text():
            raise Failure(f"{program}: expected it to be installed, got a system without it")

    def start(self):
        """The method's start, without work: apt's settings, and then no question."""
        settings = "\n".join(f"Config-Item: {line}" for line in self._dump())
        message = f"601 Configuration\n{settings}\n\n"
        file = self.folder / "message"
        file.write_text(message)
        return measure(["env", f"JAVA_HOME={home()}", "sh", "-c", f"exec '{self.folder}/methods/tuf+https' <'{file}'"])

    def _dump(self):
        shown = output_of(["apt-config", "dump", "--format", "%F=%v%n"], env={**environment(), "APT_CONFIG": str(self.settings)})
        return [line for line in shown.splitlines() if line]
