package dev.tufa.conformance.aptfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The examples of the proposal of 2006, the ThirdPartyApt page of the Ubuntu wiki. */
final class Seed {
    /** The first, which explains the fields. */
    static final String STANZA = """
            Architecture: i386
            Distribution: Ubuntu
            Codename: breezy
            Release: 5.10
            Archive:
             http://archive.example.org/ubuntu breezy universe
            Install: photoshop
            Pin: photoshop libphotoshop0
            """;

    /** The text of the second, with the empty line behind it. */
    static final String SIGNED = """
            Architecture: i386
            Distribution: Ubuntu
            Codename: dapper
            Install: photoshop
            Archive:
             deb http://archive.adobe.com/archive-ubuntu dapper multiverse

            """;

    private Seed() {}

    /** The second as it was printed. */
    static byte[] asPrinted() {
        return """
                #@application/x-apt 0
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA1

                %s-----BEGIN PGP SIGNATURE-----
                Version: GnuPG v1.4.2.2 (GNU/Linux)

                iD8DBQFEPICNRTZ5+YJ1b+YRAvDoAJ9+NBnSPLa32h7J+tbgisWrh58C2QCdHHwv
                <etc>
                =z7nf
                -----END PGP SIGNATURE-----
                -----BEGIN PGP PUBLIC KEY BLOCK-----
                Version: GnuPG v1.4.2.2 (GNU/Linux)

                mQGiBD/G9AgRBACZ519LX9cdoyJA+7gmWC+mUsiyPhnmMWu4uOg0M+vb/JPtDdfc
                <etc>
                =pIE5
                -----END PGP PUBLIC KEY BLOCK-----
                """.formatted(SIGNED).getBytes(US_ASCII);
    }
}
