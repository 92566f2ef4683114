@NullMarked
package io.recaller.gateway.mail;

import org.jspecify.annotations.NullMarked;
