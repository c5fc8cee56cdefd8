/** What the client does beyond the specification: resuming, mirrors, parallel transfers, cancellation, working offline. */
@NullMarked
package dev.tufa.conformance.features;

import org.jspecify.annotations.NullMarked;
