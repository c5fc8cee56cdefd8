package dev.tufa.apt.publish.archive;

import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.ReleaseSigner;
import dev.tufa.apt.openpgp.ReleaseSigning;
import dev.tufa.apt.publish.suite.SuiteDraft;
import dev.tufa.apt.publish.suite.SuiteFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A suite as it would be published, with its release in the three forms in which clients ask for it.
 *
 * @param draft the suite
 * @param signers whose keys signed it
 * @param release what it says
 * @param detached the signatures alone
 * @param inRelease both in one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedRelease(SuiteDraft draft, List<Certificate> signers, byte[] release, byte[] detached, byte[] inRelease) {
    static SignedRelease sign(SuiteDraft draft, List<ReleaseSigner> signers, Instant at)
            throws IOException, ArchiveException {
        byte[] text = draft.release().bytes();
        ReleaseSigning signing = new ReleaseSigning(signers, at);
        try {
            List<Certificate> certificates = new ArrayList<>();
            for (ReleaseSigner signer : signers) {
                certificates.add(signer.certificate());
            }
            return new SignedRelease(draft, certificates, text, signing.detachedSign(text), signing.clearSign(text));
        } catch (OpenPgpException e) {
            throw new ArchiveException("suite %s: %s".formatted(draft.conf().name(), e.getMessage()), e);
        }
    }

    String suite() {
        return draft.conf().name();
    }

    /** The forms, by the names of their files. */
    Map<String, byte[]> files() {
        return Map.of(SuiteFiles.RELEASE, release, SuiteFiles.RELEASE_GPG, detached, SuiteFiles.IN_RELEASE, inRelease);
    }
}
