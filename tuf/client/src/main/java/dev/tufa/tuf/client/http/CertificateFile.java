package dev.tufa.tuf.client.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A file of certificates in PEM (RFC 7468). */
final class CertificateFile {
    /** Many times as much as all authorities that browsers trust. */
    private static final int MOST_BYTES = 8 << 20;

    private static final Set<String> CERTIFICATE = Set.of("CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE");
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?<label>[^-\n]*)-----(?<content>[^-]*)-----END \\k<label>-----");

    private CertificateFile() {}

    /** For a client that trusts these certificates and no others. */
    static SSLContext trusting(Path file) throws IOException {
        List<Certificate> certificates = read(file);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("certificate-" + i, certificates.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": expected certificates that the platform can use, got " + e.getMessage(), e);
        }
    }

    private static List<Certificate> read(Path file) throws IOException {
        List<Certificate> certificates = new ArrayList<>();
        Set<String> others = new TreeSet<>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (CERTIFICATE.contains(block.group("label"))) {
                certificates.add(parse(file, certificates.size() + 1, block.group("content")));
            } else {
                others.add(block.group("label"));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException("%s: expected certificates in PEM, got %s"
                    .formatted(file, others.isEmpty() ? "none" : String.join(", ", others)));
        }
        return certificates;
    }

    private static Certificate parse(Path file, int number, String base64) throws IOException {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (IllegalArgumentException | CertificateException e) {
            throw new IOException(
                    "%s: expected certificate %d to be X.509 in base64, got one that cannot be read: %s"
                            .formatted(file, number, HttpFailures.describe(e)),
                    e);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("%s: expected at most %d bytes, got more".formatted(file, MOST_BYTES));
            }
            return new String(bytes, ISO_8859_1);
        }
    }
}
