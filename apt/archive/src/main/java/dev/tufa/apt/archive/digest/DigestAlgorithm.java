package dev.tufa.apt.archive.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** How files are digested in an archive, from the weakest to the strongest. For apt only the last two prove anything. */
public enum DigestAlgorithm {
    /** Tells files apart, nothing more; old tools ask for it. */
    MD5("MD5", 32, "MD5Sum", "MD5sum", "Files"),
    /** As weak as MD5 to whoever wants to do harm. */
    SHA1("SHA-1", 40, "SHA1", "SHA1", "Checksums-Sha1"),
    /** What every file of an archive has. */
    SHA256("SHA-256", 64, "SHA256", "SHA256", "Checksums-Sha256"),
    /** What apt takes if it is there. */
    SHA512("SHA-512", 128, "SHA512", "SHA512", "Checksums-Sha512");

    private final String standardName;
    private final Pattern hex;
    private final int length;
    private final String releaseName;
    private final String packagesField;
    private final String sourcesField;

    DigestAlgorithm(String standardName, int length, String releaseName, String packagesField, String sourcesField) {
        this.standardName = standardName;
        this.length = length;
        this.hex = Pattern.compile("[0-9a-f]{" + length + "}");
        this.releaseName = releaseName;
        this.packagesField = packagesField;
        this.sourcesField = sourcesField;
    }

    /** The field of a {@code Release} file with such digests, and the folder of {@code by-hash} with such names. */
    public String releaseName() {
        return releaseName;
    }

    /** The field of a package in {@code Packages}. */
    public String packagesField() {
        return packagesField;
    }

    /** The field of a source package in {@code Sources} or a {@code .dsc} file. */
    public String sourcesField() {
        return sourcesField;
    }

    /** How many hexadecimal digits a digest has. */
    public int length() {
        return length;
    }

    /** Whether a text is a digest of this kind: so many digits in lower case. */
    public boolean isDigest(String text) {
        return hex.matcher(text).matches();
    }

    MessageDigest begin() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(standardName + ": expected in every JDK", e);
        }
    }
}
