@NullMarked
package io.recaller.gateway.page;

import org.jspecify.annotations.NullMarked;
