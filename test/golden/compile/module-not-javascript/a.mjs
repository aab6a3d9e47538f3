export default function ( {
  return `unclosed
