//! Where the browser enters: the page is there already, and its islands come alive.

/// Called once by the page's script, before the islands are.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

/// Bytes that nothing uses, so that neither half of the split WebAssembly has them.
///
/// The tool that splits it lays the constants of each half out anew. Where alignment makes them longer together than they were
/// before, by some bytes and by chance, all constants go into the half that every page loads: 14 KB of brotli. What nobody uses
/// is the room that it needs.
#[used]
static ROOM_FOR_ALIGNMENT: [u8; 1024] = [1; 1024];
