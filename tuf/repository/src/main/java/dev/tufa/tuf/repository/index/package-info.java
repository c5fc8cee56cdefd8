/**
 * An index of what a repository has published: one SQLite file, which is worked out from the published tree and can be thrown away at any
 * time. This is the only package that knows SQL.
 *
 * <p>The file is {@code index/index.sqlite}, in WAL mode. Times are seconds since 1970, hashes are blobs, and {@code NULL} is what nobody
 * knows, because the index was not there when it happened.
 *
 * <pre>
 * standing      one row: the publication that the index stands for. Whoever reads compares it with timestamp.json.
 *   repository        SHA-256 of the first root: tells one repository from another
 *   timestamp         version of timestamp.json
 *   timestamp_sha256  of the file
 *   snapshot          version of the snapshot
 *   snapshot_sha256   of the file
 *
 * roles         every targets role on the word of each of its delegators
 *   id                of the row, for other tables
 *   delegator, name   'root' delegates to 'targets'
 *   version, expires  as signed
 *   length, sha256    of the file
 *   targets           how many it describes
 *   bin               1 if it is one of many that share targets by hash
 *   bins              these as a whole, such as 'bin-*'; NULL if they have no common name
 *   delegates         1 if it delegates to others
 *   publication       the version of timestamp.json with which this version came
 *
 * targets       what roles describe, whether clients come to it or not
 *   role              roles.id
 *   path, length      as in metadata
 *   sha256            NULL if metadata has none
 *   hashes            all hashes as 'function:hex …' where there is another than SHA-256, else NULL
 *   publication       the version of timestamp.json with which it came, so described
 *
 * unnamed       files of the published tree that nothing published names any more, or never did
 *   path              in the repository's folder
 *   publication       a version of timestamp.json: earlier ones may still lead a client to the file
 *   at                since when; NULL until garbage collection next looks
 *
 * publications  what was published while the index was looked after
 *   timestamp         version of timestamp.json
 *   at                when; NULL if it was only found later
 *   expires           of timestamp.json
 *   root, snapshot    versions
 *   roles             how many targets roles were signed
 *   added, removed    how many targets were described anew or otherwise, and how many no longer are so
 * </pre>
 */
@NullMarked
package dev.tufa.tuf.repository.index;

import org.jspecify.annotations.NullMarked;
