/** Whose word on certificates is taken when we call others over TLS. */
@NullMarked
package io.recaller.tls;

import org.jspecify.annotations.NullMarked;
