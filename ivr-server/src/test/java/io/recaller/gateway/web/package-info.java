@NullMarked
package io.recaller.gateway.web;

import org.jspecify.annotations.NullMarked;
