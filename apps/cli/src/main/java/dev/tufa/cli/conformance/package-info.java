/** The command line by which test suites drive a TUF client. */
@NullMarked
package dev.tufa.cli.conformance;

import org.jspecify.annotations.NullMarked;
