package dev.tufa.tuf.repository;

import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.json.JsonText;
import dev.tufa.tuf.metadata.Hashes;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.repository.storage.StoredJson;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A target and the role that is to describe it, as one process sets them aside for itself. Of most targets there is no more to
 * say than path, length and hashes, for which reading JSON would take several times as long.
 */
record SpooledTarget(String role, TargetFile target) {
    void writeTo(DataOutputStream out) throws IOException {
        text(out, role);
        text(out, target.path());
        out.writeLong(target.length());
        Map<String, String> hashes = target.hashes().hexByFunction();
        out.writeInt(hashes.size());
        for (Map.Entry<String, String> hash : hashes.entrySet()) {
            text(out, hash.getKey());
            text(out, hash.getValue());
        }
        out.writeBoolean(target.custom().isPresent());
        if (target.custom().isPresent()) {
            bytes(out, JsonText.bytes(target.custom().get()));
        }
        out.writeBoolean(target.unknown().size() > 0);
        if (target.unknown().size() > 0) {
            bytes(out, JsonText.bytes(target.unknown()));
        }
    }

    static SpooledTarget read(DataInputStream in) throws IOException {
        String role = text(in);
        String path = text(in);
        long length = in.readLong();
        Map<String, String> hashes = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String function = text(in);
            hashes.put(function, text(in));
        }
        Optional<JsonObject> custom = in.readBoolean() ? Optional.of(object(in)) : Optional.empty();
        JsonObject unknown = in.readBoolean() ? object(in) : JsonObject.EMPTY;
        return new SpooledTarget(role, new TargetFile(path, length, new Hashes(hashes), custom, unknown));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static JsonObject object(DataInputStream in) throws IOException {
        return StoredJson.read("spool", bytes(in)).object();
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
