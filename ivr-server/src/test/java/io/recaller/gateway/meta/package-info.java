@NullMarked
package io.recaller.gateway.meta;

import org.jspecify.annotations.NullMarked;
