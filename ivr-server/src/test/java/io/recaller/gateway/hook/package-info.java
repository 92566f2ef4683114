/** Tests of what doors have in common that others call. */
@NullMarked
package io.recaller.gateway.hook;

import org.jspecify.annotations.NullMarked;
