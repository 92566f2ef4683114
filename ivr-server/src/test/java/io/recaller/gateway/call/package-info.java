/** Tests of what doors have in common that call others. */
@NullMarked
package io.recaller.gateway.call;

import org.jspecify.annotations.NullMarked;
