/** Where private keys can be, and what signing with one may ask of the world around the process. */
@NullMarked
package dev.tufa.tuf.repository.signing.source;

import org.jspecify.annotations.NullMarked;
