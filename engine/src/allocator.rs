/// Has the memory of freed models given back to the system; a program calls it before it loads any.
///
/// glibc's allocator raises the size from which blocks are mapped, and so can be given back one by one,
/// to the largest that was freed (`mallopt(3)`, `M_MMAP_THRESHOLD`). Models consist of such blocks:
/// after some reloads a process held three times what it used. Elsewhere this does nothing.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the only way to tell the allocator")]
pub fn return_freed_memory() {
    const MAPPED_FROM: libc::c_int = 128 * 1024;
    // SAFETY: it sets a number of the allocator, and is thread-safe. What it returns tells only that
    // the number was refused, and then all stays as it was.
    let _ = unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, MAPPED_FROM) };
}

/// Has the memory of freed models given back to the system, where the allocator has to be told.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn return_freed_memory() {}
