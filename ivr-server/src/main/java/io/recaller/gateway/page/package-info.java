/** The page beside a call, in the browser of the caller's telephone: {@code docs/companion.md}. */
@NullMarked
package io.recaller.gateway.page;

import org.jspecify.annotations.NullMarked;
