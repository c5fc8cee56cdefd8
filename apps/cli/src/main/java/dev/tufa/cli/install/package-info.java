/** {@code tufa apt plan}, {@code install} and what follows them: a {@code .apt} file from the user's side. */
@NullMarked
package dev.tufa.cli.install;

import org.jspecify.annotations.NullMarked;
