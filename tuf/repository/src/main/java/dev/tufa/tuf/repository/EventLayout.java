package dev.tufa.tuf.repository;

import dev.tufa.tuf.metadata.HashFunction;
import dev.tufa.tuf.repository.ceremony.PartSignature;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Where the files of one event are in a repository's folder. */
record EventLayout(String id) {
    String folder() {
        return Layout.EVENTS + "/" + id;
    }

    /** The event itself: it is there when this file is. */
    String event() {
        return folder() + "/event.json";
    }

    String publishing() {
        return folder() + "/publishing.json";
    }

    String done() {
        return folder() + "/done.json";
    }

    String cancelled() {
        return folder() + "/cancelled.json";
    }

    String superseded() {
        return folder() + "/superseded.json";
    }

    String signatures() {
        return folder() + "/signatures";
    }

    String notes() {
        return folder() + "/notes";
    }

    String files() {
        return folder() + "/files";
    }

    /** The file of a signature; names of roles and keys can be anything. */
    String signature(PartSignature signature) {
        String name = signature.role() + "\0" + signature.keyId();
        return signatures() + "/" + sha256(name.getBytes(StandardCharsets.UTF_8)) + ".json";
    }

    String note(byte[] content) {
        return notes() + "/" + sha256(content) + ".json";
    }

    /** The copy of a file that the event adds as a target. */
    String file(String sha256) {
        return files() + "/" + sha256;
    }

    /** The same step, with the files that the event has taken from the staging area. */
    PublicationStep fromEvent(PublicationStep step) {
        return step instanceof PublicationStep.CreateTarget target
                ? new PublicationStep.CreateTarget(
                        target.path(), file(target.sha256()), target.length(), target.sha256())
                : step;
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(HashFunction.SHA256.newDigest().digest(bytes));
    }
}
