/** @type {import('next').NextConfig} */
export default {
  // Nobody compresses in `make bench`.
  compress: false,
  poweredByHeader: false,
  turbopack: { root: import.meta.dirname },
};
