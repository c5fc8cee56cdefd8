package dev.tufa.tuf.client;

import dev.tufa.tuf.metadata.RoleAuthority;
import dev.tufa.tuf.metadata.RoleType;
import dev.tufa.tuf.metadata.TargetFile;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.ContentCheck;
import dev.tufa.tuf.trust.Limits;
import dev.tufa.tuf.trust.MetadataRequest;
import dev.tufa.tuf.trust.TargetsStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what is trusted now, and artifacts, as one file that is laid out like a repository: for machines that the network does
 * not reach. Whoever reads it trusts it no more than any mirror.
 */
final class Export {
    /** Where a bundle's files are, for whoever reads it. */
    static final Mirror BUNDLE = Mirror.full(URI.create("bundle:/metadata/"), URI.create("bundle:/targets/"));

    /** The target paths of its artifacts, one in each line, percent-encoded. */
    static final String LIST = "targets.txt";

    /** The first moment that the format can tell, so that the same content is the same bytes. */
    private static final long NO_TIME = 315_532_800_000L;

    private final MetadataStore store;
    private final TargetStore artifacts;
    private final Limits limits;
    private final ZipOutputStream zip;

    Export(MetadataStore store, TargetStore artifacts, Limits limits, OutputStream out) {
        this.store = store;
        this.artifacts = artifacts;
        this.limits = limits;
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    void write(TrustedRoles roles, TargetNaming naming, Collection<TargetFile> targets)
            throws IOException, TrustException {
        TargetsStage stage = roles.stage();
        for (long version = stage.root().version(); version > 0; version--) {
            writeRoot(version);
        }
        metadata(new MetadataRequest(RoleType.TIMESTAMP.text(), OptionalLong.empty(), limits.timestampBytes()));
        metadata(stage.snapshotRequest());
        for (RoleAuthority role : roles.known()) {
            metadata(stage.request(role));
        }
        StringJoiner list = new StringJoiner("\n", "", "\n").setEmptyValue("");
        for (TargetFile target : targets) {
            artifact(target, stage.root().consistentSnapshot().orElse(false) && naming == TargetNaming.HASH_PREFIX);
            list.add(Locations.encode(target.path()));
        }
        entry(LIST);
        zip.write(list.toString().getBytes(StandardCharsets.UTF_8));
        zip.finish();
    }

    /** Every root that was kept: the reader's own may be an old one. */
    private void writeRoot(long version) throws IOException {
        byte[] root = store.readRoot(version, limits.rootBytes()).orElse(new byte[0]);
        if (root.length > 0) {
            entry(name(Locations.of(
                    BUNDLE, new MetadataRequest(RoleType.ROOT.text(), OptionalLong.of(version), limits.rootBytes()))));
            zip.write(root);
        }
    }

    private void metadata(MetadataRequest request) throws IOException {
        byte[] bytes = store.read(request.role(), request.maxBytes())
                .orElseThrow(() -> new NotStoredException(request.fileName()));
        entry(name(Locations.of(BUNDLE, request)));
        zip.write(bytes);
    }

    private void artifact(TargetFile target, boolean hashPrefix) throws IOException, TrustException {
        ContentCheck check = ContentCheck.of(target);
        entry(name(Locations.of(BUNDLE, target, hashPrefix)));
        try (InputStream in = artifacts.read(target.path()).orElseThrow(() -> new NotStoredException(target.path()))) {
            byte[] buffer = new byte[64 << 10];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                check.update(buffer, 0, count);
                zip.write(buffer, 0, count);
            }
        }
        check.finish();
    }

    /** Encoded as in a URL: names in metadata never become paths. */
    private static String name(URI uri) {
        return uri.getRawPath().substring(1);
    }

    private void entry(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(NO_TIME);
        zip.putNextEntry(entry);
    }
}
